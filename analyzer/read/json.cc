/* json: bulk JSON for reading, a small C face on simdjson's DOM. */
#include "analyzer/read/json.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <type_traits>

#include <simdjson.h>

extern "C" {
#include "base/buf.h"
}

using simdjson::dom::element;

/*
 * An element is a pair (document, index on the tape) and trivially copyable: it goes
 * through C as such, without an allocation a value.
 */
static_assert(sizeof(element) == sizeof(json_value), "an element is a pair");
static_assert(std::is_trivially_copyable<element>::value, "copied as bytes");
static_assert(JSON_PADDING >= simdjson::SIMDJSON_PADDING, "what the parser may read");

struct json_parser {
    simdjson::dom::parser parser;
};

static element to_element(json_value value)
{
    element result;

    std::memcpy(static_cast<void *>(&result), &value, sizeof(result));
    return result;
}

static json_value to_value(element from)
{
    json_value result;

    std::memcpy(&result, static_cast<const void *>(&from), sizeof(result));
    return result;
}

json_parser *json_parser_new(void)
{
    json_parser *parser = new (std::nothrow) json_parser;

    if (parser == nullptr ||
        parser->parser.allocate(4096, JSON_MAX_DEPTH) != simdjson::SUCCESS) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return parser;
}

void json_parser_free(json_parser *parser)
{
    delete parser;
}

int json_parse(json_parser *parser, const char *text, size_t len, json_value *root)
{
    element result;

    if (parser->parser.parse(text, len, false).get(result) != simdjson::SUCCESS)
        return -1;
    *root = to_value(result);
    return 0;
}

enum json_type json_type(json_value value)
{
    switch (to_element(value).type()) {
    case simdjson::dom::element_type::ARRAY:
        return JSON_ARRAY;
    case simdjson::dom::element_type::OBJECT:
        return JSON_OBJECT;
    case simdjson::dom::element_type::STRING:
        return JSON_STRING;
    case simdjson::dom::element_type::BOOL:
        return JSON_BOOL;
    case simdjson::dom::element_type::NULL_VALUE:
        return JSON_NULL;
    default:
        return JSON_NUMBER;
    }
}

bool json_get_string(json_value value, const char **text, size_t *len)
{
    std::string_view view;

    if (to_element(value).get_string().get(view) != simdjson::SUCCESS)
        return false;
    *text = view.data();
    *len = view.size();
    return true;
}

bool json_get_number(json_value value, double *out)
{
    return to_element(value).get_double().get(*out) == simdjson::SUCCESS;
}

bool json_get_integer(json_value value, int64_t *out)
{
    return to_element(value).get_int64().get(*out) == simdjson::SUCCESS;
}

bool json_get_bool(json_value value, bool *out)
{
    return to_element(value).get_bool().get(*out) == simdjson::SUCCESS;
}

using object_iterator = simdjson::dom::object::iterator;
using array_iterator = simdjson::dom::array::iterator;

static_assert(sizeof(object_iterator) == 16 && sizeof(array_iterator) == 16,
              "an iterator is a pair, too");
static_assert(std::is_trivially_copyable<object_iterator>::value &&
                  std::is_trivially_copyable<array_iterator>::value,
              "copied as bytes");

/* The pair at `at` as an iterator; json_iter keeps the two ends of a range. */
template <class Iterator> static Iterator to_iterator(const void *document, size_t at)
{
    const json_value pair = { document, at };
    Iterator result;

    std::memcpy(static_cast<void *>(&result), &pair, sizeof(result));
    return result;
}

template <class Iterator> static json_value from_iterator(Iterator iterator)
{
    json_value pair;

    std::memcpy(&pair, static_cast<const void *>(&iterator), sizeof(pair));
    return pair;
}

template <class Range> static json_iter range_of(Range range)
{
    const json_value begin = from_iterator(range.begin());

    return { begin.document, begin.at, from_iterator(range.end()).at };
}

json_iter json_members(json_value value)
{
    simdjson::dom::object object;

    if (to_element(value).get_object().get(object) != simdjson::SUCCESS)
        return { nullptr, 0, 0 };
    return range_of(object);
}

bool json_next_member(json_iter *iter, const char **key, size_t *key_len,
                      json_value *value)
{
    if (iter->at == iter->end)
        return false;

    object_iterator at = to_iterator<object_iterator>(iter->document, iter->at);
    const std::string_view name = at.key();

    *key = name.data();
    *key_len = name.size();
    *value = to_value(at.value());
    iter->at = from_iterator(++at).at;
    return true;
}

json_iter json_elements(json_value value)
{
    simdjson::dom::array array;

    if (to_element(value).get_array().get(array) != simdjson::SUCCESS)
        return { nullptr, 0, 0 };
    return range_of(array);
}

bool json_next_element(json_iter *iter, json_value *value)
{
    if (iter->at == iter->end)
        return false;

    array_iterator at = to_iterator<array_iterator>(iter->document, iter->at);

    *value = to_value(*at);
    iter->at = from_iterator(++at).at;
    return true;
}

bool json_get(json_value object, const char *key, json_value *out)
{
    json_iter iter = json_members(object);
    const size_t len = std::strlen(key);
    const char *name;
    size_t name_len;

    while (json_next_member(&iter, &name, &name_len, out))
        if (name_len == len && std::memcmp(name, key, len) == 0)
            return true;
    return false;
}

size_t json_size(json_value value)
{
    simdjson::dom::array array;
    simdjson::dom::object object;

    if (to_element(value).get_array().get(array) == simdjson::SUCCESS)
        return array.size();
    if (to_element(value).get_object().get(object) == simdjson::SUCCESS)
        return object.size();
    return 0;
}

void json_write(json_value value, buf *out)
{
    const std::string text = simdjson::minify(to_element(value));

    buf_add(out, text.data(), text.size());
}
