/* The version of program and library, as --version, packages and tables tell it. */
#ifndef SURETY_BASE_VERSION_H
#define SURETY_BASE_VERSION_H

#define SURETY_VERSION "0.1.0"

#endif
