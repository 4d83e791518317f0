/* dns: zones, records, saved answers and registrations, as single files tell them. */
#ifndef ANALYZER_MODEL_DNS_H
#define ANALYZER_MODEL_DNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyzer/model/source.h"
#include "base/dns/rr.h"

enum visibility { VISIBILITY_UNKNOWN, VISIBILITY_PUBLIC, VISIBILITY_PRIVATE };

/* Who tells of a record; what they tell is evidence of different weight. */
enum dns_from {
    DNS_FROM_ROUTE53,   /* ListResourceRecordSets */
    DNS_FROM_ZONEFILE,  /* a BIND zone file */
    DNS_FROM_DIG,       /* an answer from outside */
    DNS_FROM_TERRAFORM, /* state: as old as its last refresh */
    DNS_FROM_CHANGE,    /* a change batch: an intention, never proof */
};

/* One record set. */
struct rrset {
    const char *name;          /* canonical */
    int64_t ttl_s;             /* -1 = none (an alias), or not known */
    const char *const *values; /* presentation form, as written in the evidence */
    const char *alias;      /* AliasTarget.DNSName, canonical; NULL: none; "": not told */
    const char *alias_zone; /* AliasTarget.HostedZoneId */
    const char *set_id;     /* SetIdentifier; NULL = no routing policy */
    const char
        *routing; /* "weighted", "latency", "geolocation", "failover PRIMARY" ... */
    const char *routing_json; /* the policy's member as JSON, `"Weight": 10`; NULL: one
                                 that is not kept */
    const char *health_check; /* HealthCheckId; NULL = none */
    struct origin origin;     /* of this record set: its pointer, or its line */
    uint16_t type;
    uint8_t from;            /* enum dns_from */
    bool alias_health;       /* AliasTarget.EvaluateTargetHealth */
    bool alias_health_known; /* the member was there */
    bool octal;              /* values escape bytes as \ooo (Route 53); else \DDD */
    uint32_t n_values;
};

/* One row of ListHostedZones, or one GetHostedZone answer, or Terraform's zone. */
struct zone_row {
    const char *id;   /* bare: without "/hostedzone/"; NULL = not known */
    const char *name; /* canonical; NULL = absent */
    const char *account;
    const char *const *servers; /* DelegationSet.NameServers, canonical; n 0 = absent */
    struct origin origin;
    int64_t record_count; /* ResourceRecordSetCount; -1 = absent */
    int64_t captured_at;
    uint32_t n_servers;
    uint8_t visibility;   /* enum visibility */
    uint8_t account_from; /* enum known_from */
    uint8_t from;         /* enum dns_from */
};

/* One ListHostedZones answer: was the list whole? */
struct zone_list {
    const char *account;
    struct origin origin;
    uint32_t n_rows;
    bool truncated;
    uint8_t account_from;
};

/*
 * The record sets of one zone, as one document holds them: a ListResourceRecordSets
 * answer (or one page of it), a zone file, the record resources of a Terraform state.
 */
struct record_dump {
    const char *zone_id; /* bare; of the manifest's call, the file name or content */
    const char *zone;    /* canonical: the apex by SOA, else NS, else NULL */
    const char *account;
    struct rrset *sets;
    struct origin origin;
    int64_t captured_at;
    uint32_t n_sets;
    bool truncated; /* IsTruncated, or lines of the file were lost or refused */
    bool has_soa;
    bool first_page;      /* not known to start behind the first record */
    uint8_t account_from; /* enum known_from */
    uint8_t id_from;
    uint8_t from; /* enum dns_from */
};

/* What came back to a question. They are all different facts. */
enum dns_status {
    DNS_ANSWERED, /* NOERROR with records of the type, or of a CNAME on the way */
    DNS_NODATA,
    DNS_NXDOMAIN,
    DNS_SERVFAIL,
    DNS_REFUSED,
    DNS_NOTIMP,
    DNS_FORMERR,
    DNS_OTHER_STATUS, /* status_word tells */
    DNS_TIMEOUT,      /* no servers could be reached, communications error */
    DNS_NOTHING,      /* nothing printed: +short or +answer; proves nothing */
    DNS_CUT,          /* the output ends within the answer */
};

/* One saved answer of dig. */
struct dns_answer {
    const char *name; /* asked, canonical; NULL = not known (+short outside the layout) */
    const char *status_word; /* "SERVFAIL"; "" = none printed */
    const char *server;      /* "127.0.0.1#53(127.0.0.1)"; NULL = not printed */
    const struct rrset *answer;
    const struct rrset *authority;
    struct origin origin;
    int64_t at; /* WHEN, or WHEN_NONE */
    uint32_t n_answer;
    uint32_t n_authority;
    uint16_t type;          /* asked; RR_NONE = not known */
    uint8_t status;         /* enum dns_status */
    uint8_t name_from;      /* FROM_CONTENT, FROM_PATH, FROM_NOWHERE */
    bool short_form;        /* +short or +noall +answer */
    bool authoritative;     /* aa */
    bool checking_disabled; /* cd: DNSSEC was not looked at */
};

/* Route 53 Domains GetDomainDetail, or another registrar's answer of the shape. */
struct registration {
    const char *domain;
    const char *const *servers; /* canonical */
    const char *account;
    struct origin origin;
    int64_t expires;
    int64_t captured_at;
    const char *const *statuses; /* StatusList: "clientHold" ... */
    uint32_t n_servers;
    uint32_t n_statuses;
    bool has_servers; /* the member was there */
};

/* One change of a batch. Never proof. */
struct dns_change {
    const char *action;  /* "UPSERT" */
    const char *zone_id; /* NULL = not in the file */
    struct rrset set;
    int64_t submitted_at; /* of a ChangeInfo beside it, else WHEN_NONE */
};

/* ChangeInfo alone: when some change was made in the account. */
struct change_info {
    const char *id;
    const char *status; /* "PENDING", "INSYNC" */
    int64_t submitted_at;
    struct origin origin;
};

/* All of it; lists in the order of file, document, place. Arrays are the estate's. */
struct dns_evidence {
    struct zone_row **rows;
    size_t n_rows;
    struct zone_list **lists;
    size_t n_lists;
    struct record_dump **dumps;
    size_t n_dumps;
    struct dns_answer **answers;
    size_t n_answers;
    struct registration **registrations;
    size_t n_registrations;
    struct dns_change **changes;
    size_t n_changes;
    struct change_info **infos;
    size_t n_infos;
};

#endif
