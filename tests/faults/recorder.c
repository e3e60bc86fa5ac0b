/* Stands between a program and its disk (LD_PRELOAD). Writes down every change made under PREAU_ROOT in PREAU_LOG, in the order in which
 * they were made, with what the program says on its standard output in between; or fails the n-th of them (PREAU_FAIL=how:n):
 *   eio, enospc     that call alone is refused;
 *   short           that write stops half-way;
 *   full, readonly  everything that takes room, or changes anything, is refused from then on;
 *   lost            every write from then on is believed, and is not made: a disk that lies;
 *   gone            the folder is moved away under the program, as a medium is pulled out.
 * Calls that copy without passing here say that they do not exist: their callers then read and write.
 *
 * A record: a letter, then file, offset and length (64 bits each), then so many bytes. The file is that of the inode.
 *   W write   T truncate   S synced   C created   M folder made   R renamed (from, zero, to)   U removed   A said */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX], how[16];
static size_t root_length;
static long fails_at, calls;
static int log_fd = -1;
static char watched[65536];

#define REAL(name) static __typeof__(name) *real_##name; if (!real_##name) real_##name = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)
#define IS(word) (!strcmp(how, word))

__attribute__((constructor)) static void begin(void) {
    const char *place = getenv("PREAU_ROOT"), *log = getenv("PREAU_LOG"), *fail = getenv("PREAU_FAIL");
    REAL(open64);
    if (!place) return;
    root_length = (size_t)snprintf(root, sizeof root, "%s", place);
    if (log) log_fd = real_open64(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fail) sscanf(fail, "%15[a-z]:%ld", how, &fails_at);
}

static int inside(const char *path) {
    return root_length && !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}

static uint64_t file_of(int fd) {
    struct stat found;
    return fstat(fd, &found) ? 0 : found.st_ino;
}

/* A file or a folder under the root, opened here. */
static int is_watched(int fd) {
    struct stat found;
    if (fd < 0 || fd >= (int)sizeof watched || !watched[fd] || fstat(fd, &found)) return 0;
    return S_ISREG(found.st_mode) || S_ISDIR(found.st_mode);
}

static void record(char letter, uint64_t file, uint64_t offset, const void *bytes, size_t length) {
    REAL(writev);
    uint64_t head[3] = {file, offset, length};
    struct iovec parts[3] = {{&letter, 1}, {head, sizeof head}, {(void *)bytes, length}};
    if (log_fd >= 0) (void)!real_writev(log_fd, parts, 3);
}

enum kind { WRITES, TAKES_ROOM, CHANGES, SYNCS };

/* Whether this call fails, by which error: counted from one, in the order of the calls. */
static int fails(enum kind kind) {
    REAL(rename);
    long rank = ++calls;
    if (!fails_at) return 0;
    int now = rank == fails_at, since = rank >= fails_at;
    if (now && IS("eio")) return EIO;
    if (now && IS("enospc") && kind != SYNCS) return ENOSPC;
    if (since && IS("full") && kind <= TAKES_ROOM) return ENOSPC;
    if (since && IS("readonly")) return EROFS;
    if (now && IS("gone")) {
        char away[PATH_MAX + 8];
        snprintf(away, sizeof away, "%s.loin", root);
        real_rename(root, away);
    }
    return 0;
}

#define ENTER pthread_mutex_lock(&turn)
#define LEAVE(answer) do { int kept = errno; pthread_mutex_unlock(&turn); errno = kept; return answer; } while (0)
#define UNLESS_FAILING(kind) do { int error = fails(kind); if (error) { errno = error; LEAVE(-1); } } while (0)

/* Whether writes are only believed. */
static int lies(void) { return IS("lost") && calls >= fails_at; }

/* How many of these bytes this write takes: half of them when it is the one that is cut. */
static size_t taken(size_t length) {
    return IS("short") && calls == fails_at && length > 1 ? length / 2 : length;
}

static int opening(int (*real)(int, const char *, int, ...), int folder, const char *path, int flags, mode_t mode) {
    if (!inside(path)) {
        int fd = real(folder, path, flags, mode);
        if (fd >= 0 && fd < (int)sizeof watched) watched[fd] = 0;
        return fd;
    }
    ENTER;
    int fresh = (flags & O_CREAT) && access(path, F_OK);
    if (fresh) UNLESS_FAILING(TAKES_ROOM);
    else if (IS("readonly") && (flags & O_ACCMODE) != O_RDONLY) UNLESS_FAILING(CHANGES);
    int fd = real(folder, path, flags, mode);
    if (fd >= 0 && fd < (int)sizeof watched) watched[fd] = 1;
    if (fd >= 0 && fresh) record('C', file_of(fd), 0, path, strlen(path));
    if (fd >= 0 && (flags & O_TRUNC)) record('T', file_of(fd), 0, 0, 0);
    LEAVE(fd);
}

#define MODE(last) mode_t mode = 0; if (flags & O_CREAT) { va_list more; va_start(more, last); mode = va_arg(more, mode_t); va_end(more); }
int open64(const char *path, int flags, ...) { MODE(flags); REAL(openat64); return opening(real_openat64, AT_FDCWD, path, flags, mode); }
int open(const char *path, int flags, ...) { MODE(flags); return open64(path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags); REAL(openat64); return opening(real_openat64, folder, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags); return openat64(folder, path, flags, mode); }

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
    REAL(pwrite64);
    if (!is_watched(fd)) return real_pwrite64(fd, bytes, length, offset);
    ENTER;
    UNLESS_FAILING(WRITES);
    if (lies()) LEAVE((ssize_t)length);
    ssize_t done = real_pwrite64(fd, bytes, taken(length), offset);
    if (done > 0) record('W', file_of(fd), (uint64_t)offset, bytes, (size_t)done);
    LEAVE(done);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return pwrite64(fd, bytes, length, offset); }

ssize_t write(int fd, const void *bytes, size_t length) {
    REAL(write);
    if (!is_watched(fd)) {
        if (fd == 1) { ENTER; record('A', 0, 0, bytes, length); pthread_mutex_unlock(&turn); }
        return real_write(fd, bytes, length);
    }
    ENTER;
    UNLESS_FAILING(WRITES);
    if (lies()) LEAVE((ssize_t)length);
    int appends = fcntl(fd, F_GETFL) & O_APPEND;
    off_t offset = lseek(fd, 0, appends ? SEEK_END : SEEK_CUR);
    ssize_t done = real_write(fd, bytes, taken(length));
    if (done > 0) record('W', file_of(fd), (uint64_t)offset, bytes, (size_t)done);
    LEAVE(done);
}

/* One part at a time: a caller goes on with the rest. */
ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(writev);
    if (!is_watched(fd) || count == 0) return real_writev(fd, parts, count);
    return write(fd, parts[0].iov_base, parts[0].iov_len);
}

int ftruncate64(int fd, off64_t length) {
    REAL(ftruncate64);
    if (!is_watched(fd)) return real_ftruncate64(fd, length);
    ENTER;
    UNLESS_FAILING(CHANGES);
    int answer = real_ftruncate64(fd, length);
    if (!answer) record('T', file_of(fd), (uint64_t)length, 0, 0);
    LEAVE(answer);
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int syncing(int (*real)(int), int fd) {
    if (!is_watched(fd)) return real(fd);
    ENTER;
    UNLESS_FAILING(SYNCS);
    int answer = real(fd);
    if (!answer) record('S', file_of(fd), 0, 0, 0);
    LEAVE(answer);
}
int fsync(int fd) { REAL(fsync); return syncing(real_fsync, fd); }
int fdatasync(int fd) { REAL(fdatasync); return syncing(real_fdatasync, fd); }

int rename(const char *from, const char *to) {
    REAL(rename);
    if (!inside(to)) return real_rename(from, to);
    ENTER;
    UNLESS_FAILING(CHANGES);
    char both[2 * PATH_MAX];
    size_t length = (size_t)snprintf(both, sizeof both, "%s%c%s", from, 0, to);
    int answer = real_rename(from, to);
    if (!answer) record('R', 0, 0, both, length);
    LEAVE(answer);
}

static int removing(int (*real)(const char *), const char *path) {
    if (!inside(path)) return real(path);
    ENTER;
    UNLESS_FAILING(CHANGES);
    int answer = real(path);
    if (!answer) record('U', 0, 0, path, strlen(path));
    LEAVE(answer);
}
int unlink(const char *path) { REAL(unlink); return removing(real_unlink, path); }
int rmdir(const char *path) { REAL(rmdir); return removing(real_rmdir, path); }

int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    if (!inside(path)) return real_mkdir(path, mode);
    ENTER;
    UNLESS_FAILING(TAKES_ROOM);
    int answer = real_mkdir(path, mode);
    struct stat made;
    if (!answer && !stat(path, &made)) record('M', made.st_ino, 0, path, strlen(path));
    LEAVE(answer);
}

ssize_t copy_file_range(int from, off64_t *a, int to, off64_t *b, size_t length, unsigned flags) {
    (void)from, (void)a, (void)to, (void)b, (void)length, (void)flags;
    errno = ENOSYS;
    return -1;
}
ssize_t sendfile64(int to, int from, off64_t *offset, size_t length) {
    (void)to, (void)from, (void)offset, (void)length;
    errno = ENOSYS;
    return -1;
}
ssize_t sendfile(int to, int from, off_t *offset, size_t length) { return sendfile64(to, from, offset, length); }

/* How many calls there were: what a sweep over every one of them needs to know. */
__attribute__((destructor)) static void end(void) {
    const char *place = getenv("PREAU_COUNT");
    REAL(open64);
    REAL(write);
    if (!place) return;
    char text[32];
    int length = snprintf(text, sizeof text, "%ld", calls);
    int fd = real_open64(place, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd >= 0) (void)!real_write(fd, text, (size_t)length);
}
