/* What the program's own commands see behind the handles of surety.h, for what is not of one
 * document: the descriptor of a package, the words of --verbose. */
#ifndef SURETY_LIBRARY_HANDLE_H
#define SURETY_LIBRARY_HANDLE_H

#include "engine/resources.h"

#include <surety.h>

/* Borrowed from the model, read-only. */
const Resources *surety_resources(const SuretyModel *model);

#endif
