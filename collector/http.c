/* http: signed requests to AWS, many at a time, over connections that stay open
 * (libcurl). */
#include "collector/http.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <curl/curl.h>

#include "base/err.h"
#include "base/when.h"
#include "collector/credentials.h"
#include "collector/endpoint.h"
#include "collector/version.h"

enum {
    BODY_MAX = 64 << 20,
    CONNECT_S = 10,
    CONNECTIONS_KEPT = 64,
};

struct transfer {
    CURL *easy;
    bool busy;
    bool too_large;
    bool has_mock_time; /* then Date does not count */
    struct curl_slist *headers;
    struct buf url;
    struct buf scope; /* of the signature, as CURLOPT_AWS_SIGV4 wants it */
    char error[CURL_ERROR_SIZE];
    struct http_reply reply;
};

struct http {
    CURLM *multi;
    struct http_options options;
    struct transfer *transfers;
    unsigned n_busy;
};

static size_t take_body(char *data, size_t size, size_t n, void *context)
{
    struct transfer *transfer = context;

    if (transfer->reply.body.len + size * n > BODY_MAX) {
        transfer->too_large = true;
        return 0;
    }
    buf_add(&transfer->reply.body, data, size * n);
    return size * n;
}

/* The value when the line is that header, else NULL. */
static const char *header_value(const char *line, size_t len, const char *name,
                                size_t *value_len)
{
    const size_t n = strlen(name);
    const char *end = line + len;
    const char *value;

    if (len <= n || line[n] != ':' || strncasecmp(line, name, n) != 0)
        return NULL;
    value = line + n + 1;
    while (value < end && (*value == ' ' || *value == '\t'))
        value++;
    while (end > value && (unsigned char)end[-1] <= ' ')
        end--;
    *value_len = (size_t)(end - value);
    return value;
}

static void take_time(struct http_reply *reply, const char *text, size_t len)
{
    int64_t when;

    if (when_parse(text, len, &when) == WHEN_OK)
        reply->at = when;
}

/* "ThrottlingException:http://..." and "namespace#ThrottlingException" are cut. */
static void take_type(struct http_reply *reply, const char *text, size_t len)
{
    const char *hash = memrchr(text, '#', len);
    size_t n;

    if (hash != NULL) {
        len -= (size_t)(hash + 1 - text);
        text = hash + 1;
    }
    for (n = 0; n < len && text[n] != ':' && text[n] > ' '; n++)
        ;
    if (n >= sizeof(reply->error_type))
        n = sizeof(reply->error_type) - 1;
    memcpy(reply->error_type, text, n);
    reply->error_type[n] = '\0';
}

static size_t take_header(char *line, size_t size, size_t n, void *context)
{
    struct transfer *transfer = context;
    struct http_reply *reply = &transfer->reply;
    const char *value;
    size_t len;

    if ((value = header_value(line, size * n, "x-mockaws-time", &len)) != NULL) {
        transfer->has_mock_time = true;
        take_time(reply, value, len);
    } else if ((value = header_value(line, size * n, "date", &len)) != NULL) {
        if (!transfer->has_mock_time)
            take_time(reply, value, len);
    } else if ((value = header_value(line, size * n, "x-amzn-errortype", &len)) != NULL) {
        take_type(reply, value, len);
    }
    return size * n;
}

struct http *http_new(const struct http_options *options, struct err *err)
{
    struct http *http = calloc(1, sizeof(*http));

    if (http != NULL)
        http->transfers = calloc(options->jobs, sizeof(*http->transfers));
    if (http == NULL || http->transfers == NULL ||
        curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
        (http->multi = curl_multi_init()) == NULL) {
        if (http != NULL)
            free(http->transfers);
        free(http);
        err_set(err, ERR_IO, "libcurl could not be started");
        return NULL;
    }
    http->options = *options;
    curl_multi_setopt(http->multi, CURLMOPT_MAXCONNECTS,
                      (long)(options->jobs + CONNECTIONS_KEPT));
    return http;
}

void http_free(struct http *http)
{
    if (http == NULL)
        return;
    for (unsigned i = 0; i < http->options.jobs; i++) {
        struct transfer *transfer = &http->transfers[i];

        if (transfer->busy)
            curl_multi_remove_handle(http->multi, transfer->easy);
        curl_easy_cleanup(transfer->easy);
        curl_slist_free_all(transfer->headers);
        buf_clear(&transfer->url);
        buf_clear(&transfer->scope);
        buf_clear(&transfer->reply.body);
    }
    curl_multi_cleanup(http->multi);
    curl_global_cleanup();
    free(http->transfers);
    free(http);
}

unsigned http_room(const struct http *http)
{
    return http->options.jobs - http->n_busy;
}

static struct transfer *free_transfer(struct http *http)
{
    for (unsigned i = 0; i < http->options.jobs; i++)
        if (!http->transfers[i].busy)
            return &http->transfers[i];
    return NULL;
}

static int add_header(struct transfer *transfer, const char *text)
{
    struct curl_slist *list = curl_slist_append(transfer->headers, text);

    if (list == NULL)
        return -1;
    transfer->headers = list;
    return 0;
}

static int set_headers(struct http *http, struct transfer *transfer,
                       const struct http_request *request)
{
    const char *token = http->options.credentials->session_token;
    struct buf line = { 0 };
    int rc = 0;

    curl_slist_free_all(transfer->headers);
    transfer->headers = NULL;
    for (size_t i = 0; request->headers != NULL && request->headers[i] != NULL; i++)
        rc |= add_header(transfer, request->headers[i]);
    if (token != NULL) {
        buf_printf(&line, "X-Amz-Security-Token: %s", token);
        rc |= add_header(transfer, buf_text(&line));
    }
    buf_clear(&line);
    return rc;
}

/* A proxy in the environment is not for this machine itself. */
static bool is_loopback(const char *url)
{
    static const char *const hosts[] = { "127.", "localhost", "[::1]" };
    const char *host = strstr(url, "://");

    for (size_t i = 0; host != NULL && i < sizeof(hosts) / sizeof(hosts[0]); i++)
        if (strncasecmp(host + 3, hosts[i], strlen(hosts[i])) == 0)
            return true;
    return false;
}

/* Whom to sign as, and for what. */
static void set_signature(struct http *http, struct transfer *transfer,
                          const struct endpoint *endpoint)
{
    buf_reset(&transfer->scope);
    buf_printf(&transfer->scope, "aws:amz:%s:%s", endpoint->region, endpoint->service);
    curl_easy_setopt(transfer->easy, CURLOPT_AWS_SIGV4, buf_text(&transfer->scope));
    curl_easy_setopt(transfer->easy, CURLOPT_USERNAME,
                     http->options.credentials->access_key);
    curl_easy_setopt(transfer->easy, CURLOPT_PASSWORD,
                     http->options.credentials->secret_key);
}

static void set_options(struct http *http, struct transfer *transfer,
                        const struct http_request *request)
{
    CURL *easy = transfer->easy;

    buf_reset(&transfer->url);
    buf_printf(&transfer->url, "%s%s", request->endpoint->url, request->path);
    curl_easy_reset(easy);
    curl_easy_setopt(easy, CURLOPT_URL, buf_text(&transfer->url));
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, PROGRAM_NAME "/" PROGRAM_VERSION);
    curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long)http->options.timeout_s);
    if (http->options.ca_file != NULL)
        curl_easy_setopt(easy, CURLOPT_CAINFO, http->options.ca_file);
    if (is_loopback(request->endpoint->url))
        curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->headers);
    if (request->body != NULL)
        curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, request->body);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->error);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    set_signature(http, transfer, request->endpoint);
}

static void reset_reply(struct transfer *transfer, void *owner)
{
    struct http_reply *reply = &transfer->reply;

    buf_reset(&reply->body);
    reply->owner = owner;
    reply->trouble = HTTP_FINE;
    reply->why[0] = '\0';
    reply->status = 0;
    reply->at = WHEN_NONE;
    reply->error_type[0] = '\0';
    transfer->error[0] = '\0';
    transfer->too_large = false;
    transfer->has_mock_time = false;
}

int http_start(struct http *http, const struct http_request *request, void *owner,
               struct err *err)
{
    struct transfer *transfer = free_transfer(http);

    if (transfer != NULL && transfer->easy == NULL)
        transfer->easy = curl_easy_init();
    if (transfer == NULL || transfer->easy == NULL)
        return err_set(err, ERR_IO, "libcurl: no room for a request");
    reset_reply(transfer, owner);
    if (set_headers(http, transfer, request) != 0)
        return err_set(err, ERR_IO, "libcurl: out of memory");
    set_options(http, transfer, request);
    if (curl_multi_add_handle(http->multi, transfer->easy) != CURLM_OK)
        return err_set(err, ERR_IO, "libcurl: a request could not be added");
    transfer->busy = true;
    http->n_busy++;
    return 0;
}

int http_step(struct http *http, int timeout_ms, struct err *err)
{
    int n_running;
    CURLMcode code = curl_multi_perform(http->multi, &n_running);

    /* A reply that has come is worth more than the wait for another. */
    if (code == CURLM_OK && (unsigned)n_running == http->n_busy)
        code = curl_multi_poll(http->multi, NULL, 0, timeout_ms, NULL);
    if (code == CURLM_OK)
        code = curl_multi_perform(http->multi, &n_running);
    if (code != CURLM_OK)
        return err_set(err, ERR_IO, "libcurl: %s", curl_multi_strerror(code));
    return 0;
}

static enum http_trouble trouble_of(CURLcode code)
{
    switch ((int)code) {
    case CURLE_OK:
        return HTTP_FINE;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
        return HTTP_CONNECT;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
        return HTTP_REFUSED;
    default:
        return HTTP_BROKEN;
    }
}

static void end_reply(struct transfer *transfer, CURLcode code)
{
    struct http_reply *reply = &transfer->reply;
    long status = 0;

    reply->trouble = trouble_of(code);
    if (reply->trouble == HTTP_FINE) {
        curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
        reply->status = (int)status;
        return;
    }
    if (transfer->too_large) {
        reply->trouble = HTTP_REFUSED;
        snprintf(reply->why, sizeof(reply->why), "the reply is larger than %d MB",
                 BODY_MAX >> 20);
    } else {
        snprintf(reply->why, sizeof(reply->why), "%s",
                 transfer->error[0] != '\0' ? transfer->error : curl_easy_strerror(code));
    }
}

const struct http_reply *http_next(struct http *http)
{
    int n_left;
    CURLMsg *message = curl_multi_info_read(http->multi, &n_left);
    struct transfer *transfer = NULL;
    CURLcode code;

    if (message == NULL || message->msg != CURLMSG_DONE)
        return NULL;
    code = message->data.result;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
    end_reply(transfer, code);
    curl_multi_remove_handle(http->multi, transfer->easy);
    transfer->busy = false;
    http->n_busy--;
    return &transfer->reply;
}
