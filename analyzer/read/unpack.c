/* unpack: one input's bytes: the file itself, or the members of an archive. */
#include "analyzer/read/unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

#include "analyzer/read/json.h"
#include "base/arena.h"
#include "base/escape.h"

enum { RATIO_FROM = 1 << 20, NESTED_MAX = 1, CHUNK = 1 << 16 };

/* How much an input has unpacked so far, archives inside it included. */
struct spent {
    uint64_t packed; /* the input's size */
    uint64_t unpacked;
    uint32_t members;
};

void unpacker_clear(struct unpacker *unpacker)
{
    buf_clear(&unpacker->file);
    buf_clear(&unpacker->member);
    buf_clear(&unpacker->inner);
}

static void give(struct unpacker *unpacker, const struct input *input, const char *file,
                 struct buf *bytes, bool member)
{
    buf_reserve(bytes, JSON_PADDING);
    memset(bytes->data + bytes->len, 0, JSON_PADDING);
    unpacker->take(unpacker->context,
                   &(struct leaf){ file, input, bytes->data, bytes->len, NULL, member });
}

static void give_fault(struct unpacker *unpacker, const struct input *input,
                       const char *file, const char *fault)
{
    unpacker->take(unpacker->context,
                   &(struct leaf){ file, input, NULL, 0, fault, false });
}

static bool starts(const char *bytes, size_t len, const char *magic, size_t n)
{
    return len >= n && memcmp(bytes, magic, n) == 0;
}

static bool is_compressed(const char *bytes, size_t len)
{
    return starts(bytes, len, "\x1f\x8b", 2) || starts(bytes, len, "\x28\xb5\x2f\xfd", 4);
}

static bool is_archive(const char *bytes, size_t len)
{
    return is_compressed(bytes, len) || starts(bytes, len, "PK\x03\x04", 4) ||
           starts(bytes, len, "PK\x05\x06", 4) ||
           (len >= 512 && memcmp(bytes + 257, "ustar", 5) == 0);
}

/* "x.json.gz" holds "x.json". */
static const char *without_ending(struct arena *arena, const char *file)
{
    static const char *const endings[] = { ".gz", ".gzip", ".zst", ".zstd" };
    const char *slash = strrchr(file, '/');
    const char *name = slash == NULL ? file : slash + 1;
    const size_t len = strlen(name);

    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        const size_t n = strlen(endings[i]);

        if (len > n && strcmp(name + len - n, endings[i]) == 0)
            return arena_strndup(arena, name, len - n);
    }
    return "data";
}

/*
 * Is it too much? packed and unpacked are those of the archive that is being read: what
 * others have unpacked before does not count against it, but against the whole input.
 */
static const char *over_limits(struct unpacker *unpacker, const struct spent *spent,
                               uint64_t packed, uint64_t unpacked)
{
    const struct read_limits *limits = unpacker->limits;

    if (spent->unpacked > limits->unpacked)
        return arena_printf(unpacker->arena,
                            "the archive unpacks to more than %llu bytes",
                            (unsigned long long)limits->unpacked);
    if ((unpacked > RATIO_FROM && unpacked / (packed + 1) > limits->ratio) ||
        (spent->unpacked > RATIO_FROM &&
         spent->unpacked / (spent->packed + 1) > limits->ratio))
        return arena_printf(unpacker->arena,
                            "the archive unpacks to more than %u times its size",
                            limits->ratio);
    return NULL;
}

static const char *damage(struct unpacker *unpacker, struct archive *archive)
{
    const char *text = archive_error_string(archive);

    return arena_printf(unpacker->arena, "the archive is damaged: %s",
                        text == NULL ? "cannot be read" : text);
}

/* A path that leaves the archive, or would on some system. */
static bool leaves(const char *path)
{
    if (path[0] == '/' || strchr(path, '\\') != NULL ||
        (path[0] != '\0' && path[1] == ':'))
        return true;
    for (const char *at = path; at != NULL; at = strchr(at, '/')) {
        if (*at == '/')
            at++;
        if (at[0] == '.' && at[1] == '.' && (at[2] == '/' || at[2] == '\0'))
            return true;
    }
    return false;
}

/* An archive being read. */
struct opened {
    struct archive *archive;
    const char *file;
    uint64_t unpacked; /* so far; not what its members unpack to themselves */
    int nested;        /* how many archives it stands in */
    bool gave;         /* something came out, be it a fault */
};

/* Read one member whole, or say why not. */
static const char *read_member(struct unpacker *unpacker, struct opened *opened,
                               struct spent *spent, struct buf *out)
{
    la_ssize_t got;

    buf_reset(out);
    for (;;) {
        const char *fault;
        int64_t packed;

        buf_reserve(out, CHUNK);
        got = archive_read_data(opened->archive, out->data + out->len, CHUNK);
        if (got <= 0)
            break;
        out->len += (size_t)got;
        opened->unpacked += (uint64_t)got;
        spent->unpacked += (uint64_t)got;
        packed = archive_filter_bytes(opened->archive, -1);
        fault = over_limits(unpacker, spent, packed < 0 ? 0 : (uint64_t)packed,
                            opened->unpacked);
        if (fault != NULL)
            return fault;
    }
    buf_add(out, "", 0);
    return got < 0 ? damage(unpacker, opened->archive) : NULL;
}

static void unpack_archive(struct unpacker *unpacker, const struct input *input,
                           const char *file, const struct buf *bytes, int nested,
                           struct spent *spent);

/*
 * A regular member: read it, and go into it when it is an archive itself. Returns false
 * when nothing more can be read.
 */
static bool take_member(struct unpacker *unpacker, const struct input *input,
                        struct opened *opened, const char *file, struct spent *spent)
{
    struct buf *out = opened->nested == 0 ? &unpacker->member : &unpacker->inner;
    const char *fault = read_member(unpacker, opened, spent, out);

    if (fault != NULL)
        give_fault(unpacker, input, file, fault);
    else if (!is_archive(out->data, out->len))
        give(unpacker, input, file, out, true);
    else if (opened->nested < NESTED_MAX)
        unpack_archive(unpacker, input, file, out, opened->nested + 1, spent);
    else
        give_fault(unpacker, input, file,
                   "an archive in an archive in an archive: not opened");
    return fault == NULL;
}

static const char *member_file(struct unpacker *unpacker, struct archive_entry *entry,
                               const char *file, bool raw)
{
    const char *path = archive_entry_pathname_utf8(entry);

    if (raw)
        return arena_printf(unpacker->arena, "%s/%s", file,
                            without_ending(unpacker->arena, file));
    if (path == NULL)
        path = archive_entry_pathname(entry);
    while (path != NULL && strncmp(path, "./", 2) == 0)
        path += 2;
    return arena_printf(unpacker->arena, "%s/%s", file, path == NULL ? "?" : path);
}

/* A file of its own: no folder, device or link to another member. */
static bool is_file(struct archive_entry *entry)
{
    return archive_entry_filetype(entry) == AE_IFREG &&
           archive_entry_hardlink(entry) == NULL;
}

/* Returns false when nothing more can be read. */
static bool take_entry(struct unpacker *unpacker, const struct input *input,
                       struct opened *opened, struct archive_entry *entry,
                       struct spent *spent)
{
    const bool raw = archive_format(opened->archive) == ARCHIVE_FORMAT_RAW;
    const char *name = member_file(unpacker, entry, opened->file, raw);

    opened->gave = true;
    if (!raw && leaves(name + strlen(opened->file) + 1))
        give_fault(unpacker, input, name, "its path leaves the archive: not read");
    else if (archive_entry_is_encrypted(entry))
        give_fault(unpacker, input, name, "it is encrypted: not read");
    else
        return take_member(unpacker, input, opened, name, spent);
    return true;
}

/* All members; a limit that is passed ends the archive, what was read stays. */
static void take_members(struct unpacker *unpacker, const struct input *input,
                         struct opened *opened, struct spent *spent)
{
    struct archive_entry *entry;
    const char *fault = NULL;
    int rc;

    while ((rc = archive_read_next_header(opened->archive, &entry)) == ARCHIVE_OK ||
           rc == ARCHIVE_WARN) {
        if (++spent->members > unpacker->limits->members) {
            fault = arena_printf(unpacker->arena, "the archive has more than %u members",
                                 unpacker->limits->members);
            break;
        }
        if (is_file(entry) && !take_entry(unpacker, input, opened, entry, spent))
            return;
    }
    if (fault == NULL && rc != ARCHIVE_EOF)
        fault = damage(unpacker, opened->archive);
    else if (fault == NULL && !opened->gave)
        fault = "the archive holds no file";
    if (fault != NULL)
        give_fault(unpacker, input, opened->file, fault);
}

static void unpack_archive(struct unpacker *unpacker, const struct input *input,
                           const char *file, const struct buf *bytes, int nested,
                           struct spent *spent)
{
    struct archive *archive = archive_read_new();
    struct opened opened = { .archive = archive, .file = file, .nested = nested };
    /* libarchive turns names of members into those of the locale: always into UTF-8. */
    const locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    const locale_t before = utf8 == (locale_t)0 ? (locale_t)0 : uselocale(utf8);

    archive_read_support_filter_gzip(archive);
    archive_read_support_filter_zstd(archive);
    archive_read_support_format_zip(archive);
    archive_read_support_format_tar(archive);
    if (is_compressed(bytes->data, bytes->len))
        archive_read_support_format_raw(archive);
    if (archive_read_open_memory(archive, bytes->data, bytes->len) == ARCHIVE_OK)
        take_members(unpacker, input, &opened, spent);
    else
        give_fault(unpacker, input, file, damage(unpacker, archive));
    archive_read_free(archive);
    if (utf8 != (locale_t)0) {
        uselocale(before);
        freelocale(utf8);
    }
}

/* All bytes of a regular file or of standard input; NULL, or why not. */
static const char *read_all(struct unpacker *unpacker, const struct input *input)
{
    const bool standard = strcmp(input->path, "-") == 0;
    const int fd =
        standard ? STDIN_FILENO : open(input->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct buf *out = &unpacker->file;
    const char *fault = NULL;
    ssize_t got;

    if (fd < 0)
        return arena_strdup(unpacker->arena, strerror(errno));
    buf_reset(out);
    buf_reserve(out, (size_t)input->size + JSON_PADDING + 1);
    for (;;) {
        buf_reserve(out, JSON_PADDING + 1);
        got = read(fd, out->data + out->len, out->room - out->len - 1);
        if (got <= 0)
            break;
        out->len += (size_t)got;
        if (out->room - out->len - 1 < JSON_PADDING)
            buf_reserve(out, out->len / 2 + CHUNK);
    }
    buf_add(out, "", 0);
    if (got < 0)
        fault = arena_strdup(unpacker->arena, strerror(errno));
    if (!standard)
        close(fd);
    return fault;
}

void unpack(struct unpacker *unpacker, const struct input *input, const char *kept,
            size_t kept_len)
{
    struct spent spent = { 0 };
    const char *fault = input->fault;

    if (fault == NULL && kept != NULL) {
        buf_reset(&unpacker->file);
        buf_add(&unpacker->file, kept, kept_len);
    } else if (fault == NULL) {
        fault = read_all(unpacker, input);
    }
    spent.packed = unpacker->file.len;
    if (fault != NULL)
        give_fault(unpacker, input, input->file, fault);
    else if (is_archive(unpacker->file.data, unpacker->file.len))
        unpack_archive(unpacker, input, input->file, &unpacker->file, 0, &spent);
    else
        give(unpacker, input, input->file, &unpacker->file, false);
}
