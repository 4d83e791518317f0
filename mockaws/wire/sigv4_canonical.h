/* sigv4_canonical: the canonical request that a Signature Version 4 signs. */
#ifndef MOCKAWS_WIRE_SIGV4_CANONICAL_H
#define MOCKAWS_WIRE_SIGV4_CANONICAL_H

struct buf;
struct http_request;
struct sigv4;

/*
 * Append it: method, path, query without X-Amz-Signature, the signed headers, their
 * names, the payload's hash.
 *
 * path     dot segments and doubled slashes removed, then every octet encoded once more
 *          but letters, digits, - . _ ~ and /; service s3: as sent
 * query    what is not encoded yet is encoded, escapes are upper-cased; sorted by name,
 *          then by value
 * headers  in the order of SignedHeaders; trimmed, inner blanks folded, twins joined by
 *          a comma; a header that the request lacks is empty
 *
 * Source: AWS IAM User Guide, "Create a signed AWS API request", step 1.
 */
void sigv4_canonical(struct buf *out, const struct http_request *request,
                     const struct sigv4 *sigv4, const char *payload_hash);

#endif
