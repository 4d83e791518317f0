/* token: NextToken, which says where a page ended and to which question it belongs. */
#include "mockaws/service/acm/token.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "mockaws/service/acm/acm.h"
#include "mockaws/service/mock.h"

enum { TOKEN_LEN = 48 };

/* FNV-1a, 64 bits. It keeps mistakes out, not enemies: this is a mock. */
static uint64_t add_bytes(uint64_t hash, const void *bytes, size_t len)
{
    const unsigned char *at = bytes;

    for (size_t i = 0; i < len; i++)
        hash = (hash ^ at[i]) * UINT64_C(0x100000001b3);
    return hash;
}

static uint64_t add_text(uint64_t hash, const char *text)
{
    return add_bytes(hash, text, strlen(text) + 1);
}

static uint64_t seal(const struct mock *mock, const struct call *call,
                     const char *const *members, struct token_place place)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ mock->world.store.ids.seed;

    hash = add_text(hash, call->operation->name);
    hash = add_text(hash, call->place->key);
    for (; *members != NULL; members++) {
        const json_t *value = acm_member(call->input, *members);
        char *text =
            value == NULL
                ? NULL
                : json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);

        hash = add_text(hash, text != NULL ? text : "");
        free(text);
    }
    hash = add_bytes(hash, &place.number, sizeof(place.number));
    return add_bytes(hash, &place.order, sizeof(place.order));
}

const char *token_make(const struct mock *mock, const struct call *call,
                       const char *const *members, struct token_place place)
{
    return arena_printf(call->arena, "%016" PRIx64 "%016" PRIx64 "%016" PRIx64,
                        seal(mock, call, members, place), place.number,
                        (uint64_t)place.order);
}

static bool read_hex(const char *text, uint64_t *out)
{
    uint64_t value = 0;

    for (size_t i = 0; i < 16; i++) {
        const char c = text[i];
        const int digit = c >= '0' && c <= '9'   ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                                 : -1;

        if (digit < 0)
            return false;
        value = value << 4 | (uint64_t)digit;
    }
    *out = value;
    return true;
}

int token_read(const struct mock *mock, struct call *call, const char *const *members,
               struct token_place *place)
{
    const char *text = acm_text(call->input, "NextToken");
    struct token_place found;
    uint64_t given;
    uint64_t order;

    if (text == NULL)
        return 0;
    if (strlen(text) != TOKEN_LEN || !read_hex(text, &given) ||
        !read_hex(text + 16, &found.number) || !read_hex(text + 32, &order))
        return call_fail(call, "ValidationException", "The NextToken is not valid.");
    memcpy(&found.order, &order, sizeof(order));
    if (seal(mock, call, members, found) != given)
        return call_fail(call, "ValidationException",
                         "The NextToken is not valid: it belongs to another request.");
    *place = found;
    return 1;
}
