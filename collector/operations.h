/* operations: the calls that are made, all read-only, one row each. */
#ifndef COLLECTOR_OPERATIONS_H
#define COLLECTOR_OPERATIONS_H

#include <stdbool.h>

#include <jansson.h>

#include "base/buf.h"
#include "collector/endpoint.h"

enum operation_id {
    OP_IDENTITY,
    OP_LIST_CERTIFICATES,
    OP_LIST_ALL_CERTIFICATES, /* all key types, all key-pair origins */
    OP_DESCRIBE,
    OP_LIST_TAGS,
    OP_DOMAIN_VALIDATIONS,
    OP_LIST_ZONES,
    OP_GET_ZONE,
    OP_LIST_RECORDS,
};

struct operation {
    enum operation_id id;
    enum service service;
    const char *name;    /* AWS's: "ListCertificates" */
    const char *subject; /* the parameter that names what is asked about; NULL = none */
    const char *path;    /* Route 53: '*' stands for the subject */
    const char *result;  /* the member that every whole answer has */
    const char *keys[3]; /* a list: what tells its rows apart; else { NULL } */
    const char *file;    /* below ACCOUNT/REGION/; '*' stands for the subject's id */
};

const struct operation *operation_get(enum operation_id id);

/*
 * The parameters of a call as the API spells them, without those of paging. A new
 * reference. with_origins: OP_LIST_ALL_CERTIFICATES names CertificateKeyPairOrigins.
 */
json_t *operation_parameters(const struct operation *operation, const char *subject,
                             bool with_origins);

/*
 * What goes over the wire. paging: parameters of the next page, or NULL. Route 53: the
 * path and its query, sorted and escaped as signatures want it, body stays empty. ACM
 * and STS: the path is "/", body is the body.
 */
void operation_wire(const struct operation *operation, const char *subject,
                    bool with_origins, json_t *paging, struct buf *path,
                    struct buf *body);

#endif
