/*
 * Test builds (-DWEAKEN) can disable single defences, to show that an attack succeeds without them. In the production build every
 * WEAK() is the constant 0, and the names are not in the binary.
 */
#ifndef CODEQUEST_WEAKEN_H
#define CODEQUEST_WEAKEN_H

#ifdef WEAKEN
#include <string.h>
extern const char *weakened; /* comma-separated names */
static inline int weak_named(const char *name) {
  size_t length = strlen(name);
  for (const char *at = weakened; at && *at;) {
    if (strncmp(at, name, length) == 0 && (at[length] == ',' || at[length] == 0)) return 1;
    at = strchr(at, ',');
    if (at) at++;
  }
  return 0;
}
#define WEAK(name) weak_named(name)
#else
#define WEAK(name) 0
#endif

#endif
