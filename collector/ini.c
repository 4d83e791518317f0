/* ini: the shared files of AWS clients (~/.aws/config, ~/.aws/credentials), read whole.
 */
#include "collector/ini.h"

#include <ctype.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"

enum { FILE_MAX = 1 << 20 };

/* What is known between two lines. */
struct reading {
    struct arena *arena;
    const char *path;
    struct buf entries;  /* struct ini_entry */
    const char *section; /* NULL before the first */
    const char *outer;   /* a key that had no value: indented lines belong to it */
    size_t line;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static void trim(const char **text, size_t *len)
{
    while (*len > 0 && is_blank((*text)[*len - 1]))
        (*len)--;
    while (*len > 0 && is_blank(**text)) {
        (*text)++;
        (*len)--;
    }
}

static void add(struct reading *reading, const char *key, const char *value)
{
    const struct ini_entry entry = { reading->section, key, value };

    buf_add(&reading->entries, &entry, sizeof(entry));
}

/* Between the brackets: quotes dropped, runs of blanks made one space. */
static const char *section_name(struct arena *arena, const char *text, size_t len)
{
    char *name = arena_alloc(arena, len + 1);
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        if (text[i] == '"' || text[i] == '\'')
            continue;
        if (!is_blank(text[i]))
            name[n++] = text[i];
        else if (n > 0 && name[n - 1] != ' ')
            name[n++] = ' ';
    }
    while (n > 0 && name[n - 1] == ' ')
        n--;
    name[n] = '\0';
    return name;
}

static const char *key_name(struct arena *arena, const char *outer, const char *text,
                            size_t len)
{
    char *key = outer == NULL ? arena_strndup(arena, text, len)
                              : arena_printf(arena, "%s.%.*s", outer, (int)len, text);

    for (char *c = key; *c != '\0'; c++)
        *c = (char)tolower((unsigned char)*c);
    return key;
}

static int take_section(struct reading *reading, const char *text, size_t len,
                        struct err *err)
{
    const char *end = memchr(text, ']', len);

    if (end == NULL)
        return err_set(err, ERR_FORMAT, "%s:%zu: want ']' at the end of a section",
                       reading->path, reading->line);
    reading->section = section_name(reading->arena, text + 1, (size_t)(end - text) - 1);
    reading->outer = NULL;
    add(reading, "", ""); /* so that an empty section exists */
    return 0;
}

static int take_line(struct reading *reading, const char *text, size_t len,
                     struct err *err)
{
    const bool indented = len > 0 && is_blank(*text);
    const char *equals;
    const char *value;
    const char *key;
    size_t key_len;
    size_t value_len;

    trim(&text, &len);
    if (len == 0 || *text == '#' || *text == ';')
        return 0;
    if (*text == '[')
        return take_section(reading, text, len, err);
    equals = memchr(text, '=', len);
    if (equals == NULL || reading->section == NULL) {
        if (indented)
            return 0; /* the second line of a value that nobody asks for */
        return err_set(err, ERR_FORMAT, "%s:%zu: want '[section]' or 'key = value'",
                       reading->path, reading->line);
    }
    key_len = (size_t)(equals - text);
    value = equals + 1;
    value_len = len - key_len - 1;
    trim(&text, &key_len);
    trim(&value, &value_len);
    key = key_name(reading->arena, indented ? reading->outer : NULL, text, key_len);
    if (!indented)
        reading->outer = value_len == 0 ? key : NULL;
    add(reading, key, arena_strndup(reading->arena, value, value_len));
    return 0;
}

static int take_text(struct reading *reading, const char *text, size_t len,
                     struct err *err)
{
    static const char mark[] = "\xef\xbb\xbf"; /* a byte order mark */
    const char *end = text + len;

    if (memchr(text, '\0', len) != NULL)
        return err_set(err, ERR_FORMAT, "%s: is no text file", reading->path);
    if (len >= 3 && memcmp(text, mark, 3) == 0)
        text += 3;
    while (text < end) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        const size_t n = (size_t)((newline == NULL ? end : newline) - text);

        reading->line++;
        if (take_line(reading, text, n, err) != 0)
            return -1;
        text += n + 1;
    }
    return 0;
}

int ini_read(const char *path, struct arena *arena, struct ini *out, struct err *err)
{
    struct reading reading = { .arena = arena, .path = path };
    struct buf text = { 0 };
    int rc;

    memset(out, 0, sizeof(*out));
    /* /dev/null is how people say: no such file. */
    if (access(path, F_OK) != 0 || strcmp(path, "/dev/null") == 0)
        return 0;
    rc = file_read(path, FILE_MAX, &text, err);
    if (rc == 0)
        rc = take_text(&reading, buf_text(&text), text.len, err);
    if (rc == 0) {
        out->path = arena_strdup(arena, path);
        out->n = reading.entries.len / sizeof(struct ini_entry);
        out->entries = arena_array(arena, out->n + 1, sizeof(*out->entries));
        if (out->n > 0)
            memcpy(out->entries, reading.entries.data, reading.entries.len);
    }
    buf_clear(&reading.entries);
    buf_clear(&text);
    return rc;
}

const char *ini_get(const struct ini *ini, const char *section, const char *key)
{
    const char *value = NULL;

    for (size_t i = 0; i < ini->n; i++)
        if (strcmp(ini->entries[i].key, key) == 0 &&
            strcmp(ini->entries[i].section, section) == 0)
            value = ini->entries[i].value;
    return value == NULL || *value == '\0' ? NULL : value;
}

bool ini_has_section(const struct ini *ini, const char *section)
{
    for (size_t i = 0; i < ini->n; i++)
        if (strcmp(ini->entries[i].section, section) == 0)
            return true;
    return false;
}
