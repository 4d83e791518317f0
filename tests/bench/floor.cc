/* floor: a bare simdjson DOM pass over a file of one-line documents, for comparison. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <vector>

#include <simdjson.h>

/*
 * usage: floor FILE THREADS
 *
 * Each thread takes an equal part of the file, cut at line ends, reads it block by
 * block and parses every line; nothing is looked at. Prints how many documents.
 */
static const size_t BLOCK = 4 << 20;

static void pass(int fd, off_t from, off_t to, size_t *n_documents)
{
    simdjson::dom::parser parser;
    std::vector<char> buffer(BLOCK + (1 << 20) + simdjson::SIMDJSON_PADDING);
    size_t kept = 0;

    while (from < to || kept > 0) {
        const size_t want = std::min<size_t>(BLOCK, static_cast<size_t>(to - from));
        const ssize_t got = pread(fd, buffer.data() + kept, want, from);
        size_t start = 0;
        const char *end;

        if (got < 0)
            exit(1);
        from += got;
        kept += static_cast<size_t>(got);
        while ((end = static_cast<const char *>(
                    memchr(buffer.data() + start, '\n', kept - start))) != nullptr) {
            const size_t len = static_cast<size_t>(end - buffer.data()) - start;

            if (parser.parse(buffer.data() + start, len, false).error() !=
                simdjson::SUCCESS)
                exit(1);
            ++*n_documents;
            start += len + 1;
        }
        memmove(buffer.data(), buffer.data() + start, kept - start);
        kept -= start;
        if (got == 0)
            break;
    }
}

static off_t next_line(int fd, off_t at, off_t size)
{
    char byte;

    while (at > 0 && at < size && pread(fd, &byte, 1, at - 1) == 1 && byte != '\n')
        at++;
    return at;
}

int main(int argc, char **argv)
{
    struct stat st;
    const int n = argc == 3 ? atoi(argv[2]) : 0;
    const int fd = n > 0 ? open(argv[1], O_RDONLY) : -1;
    std::vector<std::thread> threads;
    std::vector<size_t> counts(static_cast<size_t>(n > 0 ? n : 1) * 16);
    size_t sum = 0;

    if (fd < 0 || fstat(fd, &st) != 0) {
        fputs("usage: floor FILE THREADS\n", stderr);
        return 2;
    }
    for (int i = 0; i < n; i++) {
        const off_t from = next_line(fd, st.st_size / n * i, st.st_size);
        const off_t to =
            i + 1 == n ? st.st_size : next_line(fd, st.st_size / n * (i + 1), st.st_size);

        threads.emplace_back(pass, fd, from, to, &counts[static_cast<size_t>(i) * 16]);
    }
    for (std::thread &thread : threads)
        thread.join();
    for (size_t count : counts)
        sum += count;
    printf("%zu documents\n", sum);
    return 0;
}
