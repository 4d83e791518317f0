/* commands: shell lines whose output would decide, saved into the evidence layout. */
#ifndef ANALYZER_JOIN_COMMANDS_H
#define ANALYZER_JOIN_COMMANDS_H

#include <stddef.h>

struct arena;
struct cert;

/*
 * All of them return text of the arena, one or several lines without a final newline.
 * The layout is that of design 2: evidence/ACCOUNT/REGION/acm/..., evidence/dns/...
 */

/* aws acm describe-certificate for cert. */
const char *command_describe(const struct cert *cert, struct arena *arena);

/* dig TYPE for each name; what cannot be a DNS name is left out, with a comment. */
const char *command_dig(const char *type, const char *const *names, size_t n,
                        struct arena *arena);

/*
 * dig CAA for each name without its "*." and for its parents, up to the registrable
 * domain: the climb of RFC 8659, 3. Each name once; at most COMMANDS_DIG_MAX lines.
 */
enum { COMMANDS_DIG_MAX = 200 };
const char *command_dig_caa(const char *const *names, size_t n, struct arena *arena);

/* The account's hosted zones, and the records of the one that serves name. */
const char *command_zones(const struct cert *cert, const char *name, struct arena *arena);

#endif
