/* The page's three files as bytes, each ended by a NUL; made by the Makefile. */
#ifndef SURETY_REPORT_PAGE_H
#define SURETY_REPORT_PAGE_H

extern const unsigned char PAGE_HTML[], PAGE_CSS[], PAGE_JS[];

#endif
