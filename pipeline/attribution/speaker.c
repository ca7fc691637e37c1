#include "attribution/attribution.h"
void speaker_run(const Knowledge *knowledge, Doc *doc) { (void)knowledge; (void)doc; }
