/* One run of a program: how long, and how much memory. Prints "wall cpu kilobytes status": seconds,
 * seconds of user and system, the peak of the program alone.
 *
 * usage: bench_run REPEATS COMMAND…
 *
 * Of REPEATS runs the times are the mean. This program is small and forks the measured one itself,
 * since the peak that a system tells of a process has that of its parent's memory in it. Standard
 * input goes to the first run; standard output nowhere. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds_of(struct timeval time) {
  return (double)time.tv_sec + 1e-6 * (double)time.tv_usec;
}

static int run(char **command, struct rusage *used) {
  int status = -1;
  pid_t child = fork();
  if (child == 0) {
    int sink = open("/dev/null", O_WRONLY);
    if (sink >= 0) dup2(sink, STDOUT_FILENO);
    execvp(command[0], command);
    _exit(127);
  }
  return child > 0 && wait4(child, &status, 0, used) == child ? status : -1;
}

int main(int argc, char **argv) {
  if (argc < 3) return fprintf(stderr, "usage: bench_run REPEATS COMMAND…\n"), 2;
  int repeats = atoi(argv[1]), status = 0;
  double cpu = 0;
  long peak = 0;
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  for (int i = 0; i < repeats && status == 0; i++) {
    struct rusage used = {0};
    status = run(argv + 2, &used);
    cpu += seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
    if (used.ru_maxrss > peak) peak = used.ru_maxrss;
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  double wall = (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
  printf("%.6f %.6f %ld %d\n", wall / repeats, cpu / repeats, peak, status);
  return 0;
}
