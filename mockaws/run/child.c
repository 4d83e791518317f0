/* child: a program run beside the server, with the environment of a run. */
#include "mockaws/run/child.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "base/heap.h"
#include "mockaws/clock/clock.h"
#include "mockaws/run/server.h"

enum { PATH_ROOM = 4096, TURN_MS = 20, NOT_FOUND = 127 };

static int spawn(const char *const *argv, pid_t *pid, struct err *err)
{
    *pid = fork();
    if (*pid < 0)
        return err_set(err, ERR_IO, "%s: %s", argv[0], strerror(errno));
    if (*pid > 0)
        return 0;
    setpgid(0, 0);
    signal(SIGPIPE, SIG_DFL);
    execvp(argv[0], (char *const *)(uintptr_t)argv);
    fprintf(stderr, "mockaws: %s: %s\n", argv[0], strerror(errno));
    _exit(NOT_FOUND);
}

static int status_of(int wait_status)
{
    if (WIFEXITED(wait_status))
        return WEXITSTATUS(wait_status);
    return 128 + WTERMSIG(wait_status);
}

/* First kindly; whoever does not go within two seconds is killed. */
static void end_group(struct server *server, pid_t pid)
{
    const int64_t patience_ms = clock_real_ms() + 2000;
    int wait_status;

    kill(-pid, SIGTERM);
    while (waitpid(pid, &wait_status, WNOHANG) == 0) {
        if (clock_real_ms() > patience_ms) {
            kill(-pid, SIGKILL);
            waitpid(pid, &wait_status, 0);
            return;
        }
        server_turn(server, TURN_MS);
    }
}

int child_run(struct server *server, const char *const *argv, int64_t deadline_ms,
              struct err *err)
{
    int wait_status;
    pid_t pid;
    pid_t ended;

    fflush(NULL);
    if (spawn(argv, &pid, err) < 0)
        return CHILD_LOST;
    while ((ended = waitpid(pid, &wait_status, WNOHANG)) == 0) {
        if (clock_real_ms() > deadline_ms) {
            end_group(server, pid);
            return CHILD_TIMED_OUT;
        }
        server_turn(server, TURN_MS);
    }
    if (ended < 0) {
        err_set(err, ERR_IO, "%s: %s", argv[0], strerror(errno));
        return CHILD_LOST;
    }
    return status_of(wait_status);
}

char *child_own_folder(void)
{
    char path[PATH_ROOM];
    const ssize_t len = readlink("/proc/self/exe", path, sizeof(path) - 1);
    char *slash;

    if (len <= 0)
        return NULL;
    path[len] = '\0';
    slash = strrchr(path, '/');
    if (slash == NULL)
        return NULL;
    *slash = '\0';
    return heap_strdup(path);
}
