/* measure: runs a command several times; prints the median wall time and peak memory. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/*
 * usage: measure RUNS COMMAND [ARGUMENT...]
 *
 * One run before the counted ones warms the page cache. Prints
 * "MEDIAN-SECONDS PEAK-KIB" on standard error's place, file descriptor 3, or on
 * standard output when 3 is closed. Status 0 and 1 of the command are fine (the
 * gate may trip); anything else ends with that status.
 */
enum { RUNS_MAX = 101 };

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;

    return (x > y) - (x < y);
}

static double run(char *const *command, long *peak_kib)
{
    struct timespec from;
    struct timespec to;
    struct rusage usage;
    int status = 0;
    pid_t pid;

    clock_gettime(CLOCK_MONOTONIC, &from);
    pid = fork();
    if (pid == 0) {
        execvp(command[0], command);
        perror(command[0]);
        _exit(127);
    }
    if (pid < 0 || wait4(pid, &status, 0, &usage) != pid) {
        perror("measure");
        exit(2);
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
        fprintf(stderr, "measure: %s: status %d\n", command[0],
                WIFEXITED(status) ? WEXITSTATUS(status) : status);
        exit(WIFEXITED(status) ? WEXITSTATUS(status) : 2);
    }
    if (usage.ru_maxrss > *peak_kib)
        *peak_kib = usage.ru_maxrss;
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

int main(int argc, char **argv)
{
    const int runs = argc > 2 ? atoi(argv[1]) : 0;
    double times[RUNS_MAX];
    long peak_kib = 0;
    FILE *out;

    if (runs < 1 || runs > RUNS_MAX) {
        fputs("usage: measure RUNS COMMAND [ARGUMENT...]\n", stderr);
        return 2;
    }
    run(argv + 2, &peak_kib);
    for (int i = 0; i < runs; i++)
        times[i] = run(argv + 2, &peak_kib);
    qsort(times, (size_t)runs, sizeof(times[0]), compare);
    out = fdopen(3, "w");
    if (out == NULL)
        out = stdout;
    fprintf(out, "%.3f %ld\n", times[runs / 2], peak_kib);
    return 0;
}
