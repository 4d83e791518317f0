/* sigv4: AWS Signature Version 4 of a request, taken apart and verified (libcrypto HMAC).
 */
#ifndef MOCKAWS_WIRE_SIGV4_H
#define MOCKAWS_WIRE_SIGV4_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct http_request;

/* What the Authorization header (or the query: X-Amz-Signature) says, undisputed as yet.
 */
struct sigv4 {
    const char *access_key;
    const char *date;           /* of the scope: "20261124" */
    const char *region;         /* "us-east-1" */
    const char *service;        /* "acm" */
    const char *signed_headers; /* "content-type;host;x-amz-date" */
    const char *signature;      /* 64 lower-case hex digits, as sent */
    const char *time;  /* X-Amz-Date, "20261124T200000Z", else from Date; NULL: none */
    const char *token; /* X-Amz-Security-Token; NULL: none */
};

enum sigv4_read { SIGV4_PRESENT, SIGV4_ABSENT, SIGV4_INCOMPLETE };

/*
 * Take apart; strings are the arena's. INCOMPLETE: an Authorization header that lacks a
 * part or is of another kind; *fault then says which in AWS's manner. It says so too when
 * all is there but a time that can be understood: PRESENT, time NULL, and the signature
 * cannot be verified.
 */
enum sigv4_read sigv4_read(struct arena *arena, const struct http_request *request,
                           struct sigv4 *out, const char **fault);

enum sigv4_verdict { SIGV4_GOOD, SIGV4_WRONG, SIGV4_SKEWED };

/* Signing keys by (secret, date, region, service): four HMACs that need not be made anew.
 */
struct sigv4_cache;
struct sigv4_cache *sigv4_cache_new(void);
void sigv4_cache_free(struct sigv4_cache *cache);

/*
 * Verify against the secret: canonical request from the SignedHeaders with the raw Host,
 * the body's own SHA-256 (a given x-amz-content-sha256 must equal it, or be
 * UNSIGNED-PAYLOAD), the path encoded once more (all services but S3). SKEWED: the time
 * lies over 15 minutes (900 s) away from each of the two clocks; a signature in the query
 * is good for its X-Amz-Expires (at most 7 days) instead. WRONG too: Host is not signed,
 * the scope is of another day than the time, no time. Source: AWS IAM User Guide, "Create
 * a signed AWS API request". The verdict's making uses the request's arena.
 */
enum sigv4_verdict sigv4_verify(struct sigv4_cache *cache,
                                const struct http_request *request,
                                const struct sigv4 *sigv4, const char *secret,
                                int64_t real_now, int64_t virtual_now);

#endif
