/* Header: "SURETYI\n", build id of the program (hex, padded with zeros), digest of the content
 * (hex), checksum of all behind the header (u64). An array: count and size of an item (u64 each),
 * then the items, on a cache line. In the file, the pointer of a Str is its place in the file. */
#include "base/image.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINE = 64, ID_HEX = 64, HEADER = 256 };

typedef struct {
  char magic[8], program[ID_HEX], content[DIGEST_HEX];
  uint64_t checksum;
} Header;

_Static_assert(sizeof(Header) <= HEADER, "the header has its place");

static const char MAGIC[] = "SURETYI\n";

/* ---- the program ---- */

static void put_hex(char id[ID_HEX], const unsigned char *bytes, size_t len) {
  for (size_t i = 0; i < len && 2 * i + 1 < ID_HEX; i++) {
    id[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
    id[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
  }
}

static bool find_in_notes(const char *at, const char *end, char id[ID_HEX]) {
  while ((size_t)(end - at) >= sizeof(ElfW(Nhdr))) {
    const ElfW(Nhdr) *note = (const ElfW(Nhdr) *)(const void *)at;
    const char *name = at + sizeof *note, *value = name + (note->n_namesz + 3u) / 4 * 4;
    if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == 4 && !memcmp(name, "GNU", 4)) {
      put_hex(id, (const unsigned char *)value, note->n_descsz);
      return true;
    }
    at = value + (note->n_descsz + 3u) / 4 * 4;
  }
  return false;
}

/* The first object is the program itself. */
static int find_id(struct dl_phdr_info *object, size_t size, void *id) {
  (void)size;
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = &object->dlpi_phdr[i];
    const char *at = (const char *)object->dlpi_addr + part->p_vaddr;
    if (part->p_type == PT_NOTE && find_in_notes(at, at + part->p_memsz, id)) return 1;
  }
  return -1;
}

/* The build id that the linker gave; false where it gave none. */
static bool program_id(char id[ID_HEX]) {
  memset(id, 0, ID_HEX);
  return dl_iterate_phdr(find_id, id) == 1;
}

/* ---- writing ---- */

static void pad(Buf *image) {
  while (image->len % LINE) buf_byte(image, 0);
}

static void put_head(Buf *image, uint64_t count, uint64_t size) {
  const uint64_t head[2] = {count, size};
  pad(image);
  buf_add(image, (const char *)head, sizeof head);
  pad(image);
}

void image_put(Buf *image, const void *items, size_t count, size_t size) {
  put_head(image, count, size);
  if (count) buf_add(image, items, count * size);
}

void image_put_texts(Buf *image, const void *items, size_t count, size_t size,
                     const size_t *members, size_t member_count) {
  uint64_t length = 0;
  image_put(image, &length, 1, sizeof length);
  size_t at_length = image->len - sizeof length, text = image->len;
  for (size_t i = 0; i < count * member_count; i++) {
    Str member;
    memcpy(&member, (const char *)items + i / member_count * size + members[i % member_count],
           sizeof member);
    buf_str(image, member);
    buf_byte(image, 0);
  }
  length = image->len - text;
  memcpy(image->ptr + at_length, &length, sizeof length);
  put_head(image, count, size);
  size_t first = image->len;
  if (count) buf_add(image, items, count * size);
  for (size_t i = 0; i < count * member_count; i++) {
    char *place = image->ptr + first + i / member_count * size + members[i % member_count];
    Str member;
    memcpy(&member, place, sizeof member);
    member.ptr = (const char *)(uintptr_t)text;
    memcpy(place, &member, sizeof member);
    text += member.len + 1;
  }
}

void image_begin(Buf *image, const Digest *content) {
  Header header = {0};
  buf_clear(image);
  memcpy(header.magic, MAGIC, sizeof header.magic);
  if (!program_id(header.program)) header.magic[0] = 0; /* nobody will take it for one */
  memcpy(header.content, content->hex, sizeof header.content);
  buf_add(image, (const char *)&header, sizeof header);
  while (image->len < HEADER) buf_byte(image, 0);
}

/* Not against forgers (an image is trusted as the program beside it is) but against disks: each
 * start reads all of it, and this takes half a millisecond where SHA-256 takes twenty. Every step is
 * one to one, so no change of one word goes unseen. */
static uint64_t checksum(const char *image, size_t size) {
  uint64_t lanes[4] = {1, 2, 3, 4}, words[4] = {0};
  const char *at = image + HEADER, *end = image + size;
  for (; end - at >= (ptrdiff_t)sizeof words; at += sizeof words) {
    memcpy(words, at, sizeof words);
    for (int i = 0; i < 4; i++) {
      lanes[i] = (lanes[i] ^ words[i]) * 0x9e3779b97f4a7c15u;
      lanes[i] ^= lanes[i] >> 29;
    }
  }
  uint64_t rest = hash_bytes(at, (size_t)(end - at));
  return hash_pair(hash_pair(lanes[0], lanes[1]),
                   hash_pair(hash_pair(lanes[2], lanes[3]), rest + size));
}

void image_end(Buf *image) {
  uint64_t sum = checksum(image->ptr, image->len);
  memcpy(image->ptr + offsetof(Header, checksum), &sum, sizeof sum);
}

/* ---- reading ---- */

static bool is_ours(const Image *image, const Digest *content) {
  Header header;
  char program[ID_HEX];
  if (image->size < HEADER) return false;
  memcpy(&header, image->base, sizeof header);
  return !memcmp(header.magic, MAGIC, sizeof header.magic) && program_id(program) &&
         !memcmp(header.program, program, sizeof program) &&
         (!content || !memcmp(header.content, content->hex, sizeof header.content));
}

/* content NULL: any. */
static bool map(Image *image, const char *path, const Digest *content) {
  struct stat info;
  *image = (Image){.at = HEADER};
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  void *base = MAP_FAILED;
  if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size >= HEADER)
    base = mmap(NULL, (size_t)info.st_size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
  close(fd);
  if (base == MAP_FAILED) return false;
  image->base = base;
  image->size = (size_t)info.st_size;
  if (is_ours(image, content)) return true;
  image_close(image);
  return false;
}

void image_close(Image *image) {
  if (image->base) munmap(image->base, image->size);
  *image = (Image){0};
}

static bool is_whole(const Image *image) {
  Header header;
  memcpy(&header, image->base, sizeof header);
  return checksum(image->base, image->size) == header.checksum;
}

bool image_open(Image *image, const char *path, const Digest *content) {
  if (!map(image, path, content)) return false;
  if (is_whole(image)) return true;
  image_close(image);
  return false;
}

static size_t next_line(size_t at) {
  return (at + LINE - 1) / LINE * LINE;
}

void *image_take(Image *image, size_t size, uint32_t *count) {
  uint64_t head[2];
  size_t at = next_line(image->at), items = at + LINE;
  *count = 0;
  if (image->broken || items > image->size) return image->broken = true, NULL;
  memcpy(head, image->base + at, sizeof head);
  if (head[1] != size || head[0] > (image->size - items) / size || head[0] > UINT32_MAX)
    return image->broken = true, NULL;
  *count = (uint32_t)head[0];
  image->at = items + head[0] * size;
  return image->base + items;
}

/* The texts lie in front of the structs: those of each struct, one after the other. */
void *image_take_texts(Image *image, size_t size, const size_t *members, size_t member_count,
                       uint32_t *count) {
  uint64_t texts;
  uint32_t ignored;
  const void *length = image_take(image, sizeof texts, &ignored);
  if (!length || !ignored) return image->broken = true, NULL;
  memcpy(&texts, length, sizeof texts);
  image->at += texts;
  char *items = image_take(image, size, count);
  for (uint32_t i = 0; i < *count; i++)
    for (size_t m = 0; m < member_count; m++) {
      Str *member = (Str *)(void *)(items + i * size + members[m]);
      member->ptr = image->base + (uintptr_t)member->ptr;
    }
  return items;
}

bool image_check(const char *path, Err *err) {
  Image image;
  if (!map(&image, path, NULL)) return true;
  bool ok = is_whole(&image);
  image_close(&image);
  return ok || err_at(err, path, 0, "is damaged: its checksum does not fit; run make again");
}
