/* shapes: the shapes of objects, each recognised by its keys and read by one function. */
#ifndef ANALYZER_READ_SHAPES_H
#define ANALYZER_READ_SHAPES_H

#include "analyzer/read/context.h"

/*
 * A reader looks at an object (the value in hand). It returns false when the object is
 * not of its shape, and then has done nothing; else it has taken the facts, set the
 * shape and counted the records.
 */
typedef bool shape_reader(struct context *context, struct json_value object, int depth);

shape_reader shape_describe;           /* rows 1, 14-16: {"Certificate":{...}} */
shape_reader shape_list;               /* rows 2, 3 */
shape_reader shape_search;             /* row 30 */
shape_reader shape_domain_validations; /* row 47 */
shape_reader shape_recording;          /* row 13: {"status_code","data"} */
shape_reader shape_error;              /* row 38: an error answer as JSON */
shape_reader shape_config;             /* row 21 */
shape_reader shape_asff;               /* row 22 */
shape_reader shape_terraform;          /* rows 25, 26 */
shape_reader shape_manifest;           /* acm-evidence.manifest.v1 */
shape_reader shape_docs;               /* row 34: "Status": "string" */
shape_reader shape_foreign;            /* a certificate of another service: IAM ... */
shape_reader shape_event;              /* row 24 */
shape_reader shape_cloudtrail;         /* row 23 */
shape_reader shape_route53;            /* rows 39-42 */
shape_reader shape_other;       /* rows 31, 32, 43 and small answers, by their keys */
shape_reader shape_certificate; /* rows 6, 12, 19, 20, 27-29: ARN and certificate keys */
shape_reader shape_row;         /* row 27 without the certificate's columns */
shape_reader shape_projection;  /* rows 7, 8: what --query left */

/* Row 39: an array of record sets. */
bool shape_record_array(struct context *context, struct json_value array);

/* Rows 7, 8, 48: arrays of rows, domain validations, records or ARNs. */
bool shape_array(struct context *context, struct json_value array);

/* Row 48: an ARN that is the whole document. */
bool shape_text(struct context *context, const char *text, size_t len);

#endif
