/* observe: what the public internet shows, saved as people save it: dig and registrar. */
#ifndef MOCKAWS_RUN_OBSERVE_H
#define MOCKAWS_RUN_OBSERVE_H

struct err;
struct mock;

/*
 * Into DIR/dns: for every name of every certificate the full dig text of CNAME (of its
 * validation record), CAA, NS and MX, and CAA and NS of each parent. Into
 * DIR/ACCOUNT/registrar: get-domain-detail of each registered domain that a public zone
 * is for. Names of the files as `acm-analyzer commands` prints them. Fails with ERR_IO.
 */
int observe_save(struct mock *mock, const char *dir, struct err *err);

#endif
