/* dig: the resolver's answers as the text that dig 9.18 prints. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/rr.h"
#include "mockaws/lifecycle/resolver.h"
#include "mockaws/store/rrset_value.h"

#define SERVER "192.0.2.53#53"

enum {
    COLUMN_TTL = 24,
    COLUMN_CLASS = 32,
    COLUMN_TYPE = 40,
    COLUMN_VALUE = 48,
    HEADER_OCTETS = 12,
    OPT_OCTETS = 11,
};

/* Asked and answered. */
struct dig {
    struct buf *out;
    const char *name; /* as dig prints it, with its last dot */
    const char *type;
    const struct dns_answer *answer;
    int64_t now_ms;
};

/* A line in columns of eight, by tabs; a field that is late stands behind a blank. */
struct columns {
    struct buf *out;
    size_t at;
};

static void put_field(struct columns *columns, size_t column, const char *text)
{
    if (columns->at >= column && column > 0) {
        buf_putc(columns->out, ' ');
        columns->at++;
    }
    for (; columns->at < column; columns->at = columns->at / 8 * 8 + 8)
        buf_putc(columns->out, '\t');
    buf_puts(columns->out, text);
    columns->at += strlen(text);
}

static void put_record(struct buf *out, const struct dns_record *record)
{
    struct columns columns = { out, 0 };
    char ttl[24];
    char word[RR_WORD_MAX];
    const size_t start = out->len;

    rrset_name_dig(out, record->name);
    columns.at = out->len - start;
    snprintf(ttl, sizeof(ttl), "%" PRId64, record->ttl_s);
    put_field(&columns, COLUMN_TTL, ttl);
    put_field(&columns, COLUMN_CLASS, "IN");
    put_field(&columns, COLUMN_TYPE, rr_type_word(record->type, word));
    put_field(&columns, COLUMN_VALUE, record->value);
    buf_putc(out, '\n');
}

/* The same question at the same time has the same number. */
static unsigned query_id(const struct dig *dig)
{
    unsigned value = 2166136261U ^ (unsigned)(dig->now_ms / 1000);

    for (const char *at = dig->name; *at != '\0'; at++)
        value = (value ^ (unsigned char)*at) * 16777619U;
    for (const char *at = dig->type; *at != '\0'; at++)
        value = (value ^ (unsigned char)*at) * 16777619U;
    return (value ^ value >> 16) & 0xffff;
}

static const char *status_word(const struct dns_answer *answer)
{
    static const char *const words[] = {
        [DNS_NOERROR] = "NOERROR",          [DNS_NXDOMAIN] = "NXDOMAIN",
        [DNS_STATUS_SERVFAIL] = "SERVFAIL", [DNS_STATUS_REFUSED] = "REFUSED",
        [DNS_STATUS_TIMEOUT] = "",
    };

    return words[answer->status];
}

/* "Mon Nov 23 23:01:00 UTC 2026" */
static void put_when(struct buf *out, int64_t now_ms)
{
    const time_t seconds = (time_t)(now_ms / 1000);
    struct tm civil;
    char text[64] = "";

    if (gmtime_r(&seconds, &civil) != NULL)
        strftime(text, sizeof(text), "%a %b %d %H:%M:%S UTC %Y", &civil);
    buf_printf(out, ";; WHEN: %s\n", text);
}

/* As many octets as such an answer may have; owners after the first are pointers. */
static size_t message_size(const struct dig *dig)
{
    size_t size = HEADER_OCTETS + OPT_OCTETS + strlen(dig->name) + 5;

    for (size_t i = 0; i < dig->answer->n; i++)
        size += 12 + strlen(dig->answer->records[i].value);
    if (dig->answer->authority.name != NULL)
        size += 12 + strlen(dig->answer->authority.value);
    return size;
}

static void put_banner(const struct dig *dig)
{
    const size_t len = strlen(dig->name);

    /* Without its last dot, as people ask; the root is a dot. */
    buf_printf(dig->out, "\n; <<>> DiG 9.18.28 <<>> %.*s %s\n;; global options: +cmd\n",
               (int)(len > 1 ? len - 1 : len), dig->name, dig->type);
}

static void put_header(const struct dig *dig)
{
    const struct dns_answer *answer = dig->answer;

    buf_printf(dig->out,
               ";; Got answer:\n"
               ";; ->>HEADER<<- opcode: QUERY, status: %s, id: %u\n"
               ";; flags: qr rd ra; QUERY: 1, ANSWER: %zu, AUTHORITY: %d, "
               "ADDITIONAL: 1\n\n"
               ";; OPT PSEUDOSECTION:\n; EDNS: version: 0, flags:; udp: 1232\n",
               status_word(answer), query_id(dig), answer->n,
               answer->authority.name != NULL);
    if (answer->bogus)
        buf_puts(dig->out, "; EDE: 6 (DNSSEC Bogus)\n");
}

static void put_question(const struct dig *dig)
{
    struct columns columns = { dig->out, 0 };

    buf_puts(dig->out, ";; QUESTION SECTION:\n");
    put_field(&columns, 0, ";");
    put_field(&columns, 0, dig->name);
    put_field(&columns, COLUMN_CLASS, "IN");
    put_field(&columns, COLUMN_TYPE, dig->type);
    buf_puts(dig->out, "\n\n");
}

static void put_answer(const struct dig *dig)
{
    const struct dns_answer *answer = dig->answer;

    put_banner(dig);
    put_header(dig);
    put_question(dig);
    if (answer->n > 0) {
        buf_puts(dig->out, ";; ANSWER SECTION:\n");
        for (size_t i = 0; i < answer->n; i++)
            put_record(dig->out, &answer->records[i]);
        buf_putc(dig->out, '\n');
    }
    if (answer->authority.name != NULL) {
        buf_puts(dig->out, ";; AUTHORITY SECTION:\n");
        put_record(dig->out, &answer->authority);
        buf_putc(dig->out, '\n');
    }
    buf_puts(dig->out, ";; Query time: 4 msec\n"
                       ";; SERVER: " SERVER "(192.0.2.53) (UDP)\n");
    put_when(dig->out, dig->now_ms);
    buf_printf(dig->out, ";; MSG SIZE  rcvd: %zu\n\n", message_size(dig));
}

static void put_timeout(const struct dig *dig)
{
    for (int i = 0; i < 3; i++)
        buf_puts(dig->out, ";; communications error to " SERVER ": timed out\n");
    put_banner(dig);
    buf_puts(dig->out, ";; no servers could be reached\n\n");
}

void resolver_dig(const struct resolver *resolver, const char *name, uint16_t type,
                  bool brief, struct arena *arena, struct buf *out)
{
    struct buf printed = { 0 };
    struct dns_answer answer;
    char word[RR_WORD_MAX];
    struct dig dig = { .out = out, .answer = &answer, .now_ms = resolver->now_ms };

    resolver_ask(resolver, name, type, arena, &answer);
    rrset_name_dig(&printed, name);
    dig.name = printed.data;
    dig.type = rr_type_word(type, word);
    if (answer.status == DNS_STATUS_TIMEOUT)
        put_timeout(&dig);
    else if (!brief)
        put_answer(&dig);
    else
        for (size_t i = 0; i < answer.n; i++)
            buf_printf(out, "%s\n", answer.records[i].value);
    buf_clear(&printed);
}
