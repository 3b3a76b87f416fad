/* Reads what the worker wants to run: limits, arguments and files. */
#ifndef CODEQUEST_REQUEST_H
#define CODEQUEST_REQUEST_H

#include <stdint.h>

#include "run.h"

/* Reads one program from a body of `*bytes` and leaves what follows it. NULL, or what is wrong; the rest is then still to be skipped. */
const char *request_read(struct run_request *request, char strings[STRINGS_MAX + 1], uint32_t *bytes);
/* The rest of the body becomes standard input. NULL, or what is wrong. */
const char *request_read_stdin(struct run_request *request, uint32_t *bytes);
void request_close(struct run_request *request);

#endif
