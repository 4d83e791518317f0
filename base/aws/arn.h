/* arn: Amazon Resource Names of ACM certificates, taken apart. */
#ifndef BASE_AWS_ARN_H
#define BASE_AWS_ARN_H

#include <stdbool.h>
#include <stddef.h>

/* A piece of the ARN's text: borrowed, not NUL-terminated. */
struct arn_piece {
    const char *text;
    size_t len;
};

struct arn {
    struct arn_piece partition; /* "aws", "aws-cn", ... */
    struct arn_piece service;   /* "acm" */
    struct arn_piece region;    /* may be empty (global services) */
    struct arn_piece account;   /* may be empty */
    struct arn_piece resource;  /* "certificate/1234..." */
};

/*
 * Take any ARN apart: six pieces between colons, the last holding the rest.
 * Returns false when text is none. Source: ACM API, Arn shape.
 */
bool arn_parse(const char *text, size_t len, struct arn *out);

/*
 * True for arn:aws[a-z-]*:acm:REGION:ACCOUNT:certificate/ID, ACCOUNT 12 digits.
 * Placeholders of documents ("arn:<partition>:acm:...", "...:account:...") are
 * not. Source: evidence-shapes, 1.
 */
bool arn_is_acm_certificate(const char *text, size_t len);

/* 12 digits. */
bool arn_is_account(const char *text, size_t len);

/* "us-east-1", "eu-central-2", "us-gov-west-1", "eusc-de-east-1", ... by form. */
bool arn_is_region(const char *text, size_t len);

#endif
