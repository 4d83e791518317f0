/* normalize: any readable evidence rewritten as plain API JSON, in the layout. */
#ifndef ANALYZER_NORMALIZE_H
#define ANALYZER_NORMALIZE_H

struct err;
struct options;

/*
 * options->paths: PATH and OUT. Writes manifest.json, and for every account and region
 * list-certificates.json and describe-certificate/UUID.json, holding the members that the
 * model knows (the newest dump of each certificate). OUT must not exist or be an empty
 * folder. What has no place (no ARN) is named on standard error. Fails
 * with ERR_USAGE or ERR_IO.
 */
int normalize(const struct options *options, struct err *err);

#endif
