/* json_parts: members that several of ACM's answers have. */
#include "mockaws/service/acm/json_parts.h"

#include <string.h>

#include "base/emit.h"
#include "mockaws/store/certificate.h"

void json_text(struct emit *emit, const char *key, const char *text)
{
    if (text != NULL && text[0] != '\0')
        emit_text(emit, key, text);
}

void json_time(struct emit *emit, const char *key, int64_t ms)
{
    if (ms == TIME_NONE)
        return;
    if (ms % 1000 == 0)
        emit_number(emit, key, ms / 1000);
    else
        emit_millis(emit, key, ms);
}

void json_texts(struct emit *emit, const char *key, char *const *texts, size_t n)
{
    emit_open(emit, key, '[');
    for (size_t i = 0; i < n; i++)
        emit_text(emit, NULL, texts[i]);
    emit_close(emit, ']');
}

const char *json_key_algorithm(enum acm_key key)
{
    static const char *const words[] = {
        [ACM_KEY_NONE] = "",
        [ACM_KEY_OTHER] = "",
        [ACM_RSA_1024] = "RSA-1024",
        [ACM_RSA_2048] = "RSA-2048",
        [ACM_RSA_3072] = "RSA-3072",
        [ACM_RSA_4096] = "RSA-4096",
        [ACM_EC_PRIME256V1] = "EC-prime256v1",
        [ACM_EC_SECP384R1] = "EC-secp384r1",
        [ACM_EC_SECP521R1] = "EC-secp521r1",
    };

    return words[key];
}

void json_record(struct emit *emit, const char *key, const struct validation *validation)
{
    if (validation->record_name == NULL)
        return;
    emit_open(emit, key, '{');
    emit_text(emit, "Name", validation->record_name);
    emit_text(emit, "Type", "CNAME");
    json_text(emit, "Value", validation->record_value);
    emit_close(emit, '}');
}
