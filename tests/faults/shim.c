/* A disk that fails, for the fault tests: preloaded (LD_PRELOAD) into the program, it stands between it and the system
 * calls that change anything below one folder. Linux only; the tests build it with `cc -shared -fPIC`.
 *
 * SHIM_FOLDER    the folder; calls about anything else pass untouched
 * SHIM_ERROR     ENOSPC, EIO or EROFS: what the call number SHIM_AT (from 1) among those that can fail so is answered
 * SHIM_LASTS     1: and all of them from there on
 * SHIM_TOLD      a file that is made when the first fault was given
 * SHIM_COUNT     a file that gets the number of calls that could have failed so, when the program ends
 * SHIM_JOURNAL   a file that every change is appended to, with what was said on standard output between: from it the
 *                tests rebuild what a power cut leaves (tests/src/fault/journal.rs has the same layout)
 *
 * Children of the program run without it. */

#define _GNU_SOURCE
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
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* What a call is, for the question whether an error can befall it. */
enum { BYTES = 1, SIZE = 2, FLUSH = 4, NAME = 8, GONE = 16, OPEN = 32 };

static const char *folder;
static size_t folder_length;
static int error_given, error_kinds, lasts, journal = -1;
static long at, seen;
static const char *told, *count;
static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;


__attribute__((constructor)) static void begin(void) {
    folder = getenv("SHIM_FOLDER");
    folder_length = folder ? strlen(folder) : 0;
    const char *error = getenv("SHIM_ERROR"), *number = getenv("SHIM_AT"), *path = getenv("SHIM_JOURNAL");
    if (error && !strcmp(error, "ENOSPC")) error_given = ENOSPC, error_kinds = BYTES | SIZE | NAME;
    if (error && !strcmp(error, "EIO")) error_given = EIO, error_kinds = BYTES | SIZE | FLUSH | NAME | GONE | OPEN;
    if (error && !strcmp(error, "EROFS")) error_given = EROFS, error_kinds = BYTES | SIZE | NAME | GONE | OPEN;
    at = number ? atol(number) : 0;
    lasts = getenv("SHIM_LASTS") != NULL;
    told = getenv("SHIM_TOLD");
    count = getenv("SHIM_COUNT");
    if (path) {
        int opened = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        journal = fcntl(opened, F_DUPFD_CLOEXEC, 500);
        syscall(SYS_close, opened);
    }
    unsetenv("LD_PRELOAD");
}

__attribute__((destructor)) static void end(void) {
    if (!count) return;
    char text[32];
    int length = snprintf(text, sizeof text, "%ld", seen);
    int fd = (int)syscall(SYS_openat, AT_FDCWD, count, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (syscall(SYS_write, fd, text, length) != length) abort();
    syscall(SYS_close, fd);
}

static int inside(const char *path) {
    return folder_length && !strncmp(path, folder, folder_length) && (path[folder_length] == '/' || !path[folder_length]);
}

/* The path behind a descriptor; whether it lies in the folder. */
static int path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return inside(path);
}

/* The path that a name means; whether it lies in the folder. */
static int path_at(int directory, const char *name, char *path) {
    if (name[0] == '/') {
        snprintf(path, PATH_MAX, "%s", name);
        return inside(path);
    }
    char base[PATH_MAX];
    if (directory == AT_FDCWD) {
        if (!getcwd(base, sizeof base)) return 0;
    } else {
        path_of(directory, base);
    }
    if (snprintf(path, PATH_MAX, "%s/%s", base, name) >= PATH_MAX) abort();
    return inside(path);
}

/* Whether this call is the one that fails, or one after it. Counts it. */
static int fails(int kind) {
    if (!error_given || !(error_kinds & kind)) return 0;
    seen++;
    if (seen < at || (seen > at && !lasts)) return 0;
    if (told && seen == at) syscall(SYS_close, (int)syscall(SYS_openat, AT_FDCWD, told, O_WRONLY | O_CREAT, 0600));
    errno = error_given;
    return 1;
}

static void put(const void *bytes, size_t length) {
    const char *from = bytes;
    while (length) {
        long written = syscall(SYS_write, journal, from, length);
        if (written <= 0) abort();
        from += written, length -= (size_t)written;
    }
}

/* One entry: what, inode, offset or size, lengths, then path, other path, bytes. errno stays. */
static void note(char what, uint64_t inode, int64_t offset, const char *path, const char *other, const void *bytes,
                 size_t length) {
    if (journal < 0) return;
    int kept = errno;
    uint32_t lengths[3] = {(uint32_t)strlen(path), other ? (uint32_t)strlen(other) : 0, (uint32_t)length};
    put(&what, 1), put(&inode, 8), put(&offset, 8), put(lengths, 12);
    put(path, lengths[0]), put(other ? other : "", lengths[1]), put(bytes, length);
    errno = kept;
}

static uint64_t inode_of(int fd) {
    struct stat about;
    return fstat(fd, &about) ? 0 : about.st_ino;
}

/* The bytes of a call that writes them to `fd` at `offset`, or where the file stands when that is -1. */
static ssize_t written(int fd, const struct iovec *parts, int count, off_t offset) {
    char path[PATH_MAX];
    if (fd == journal) return syscall(SYS_writev, fd, parts, count);
    if (!path_of(fd, path)) {
        pthread_mutex_lock(&one);
        ssize_t done = offset < 0 ? syscall(SYS_writev, fd, parts, count)
                                  : syscall(SYS_pwritev, fd, parts, count, (long)offset, 0L);
        for (ssize_t left = fd == 1 ? done : 0, part = 0; left > 0; part++) {
            size_t length = parts[part].iov_len < (size_t)left ? parts[part].iov_len : (size_t)left;
            note('A', 0, 0, "", NULL, parts[part].iov_base, length), left -= (ssize_t)length;
        }
        pthread_mutex_unlock(&one);
        return done;
    }
    pthread_mutex_lock(&one);
    ssize_t done = -1;
    if (!fails(BYTES)) {
        struct stat about;
        off_t where = offset;
        if (where < 0) where = fcntl(fd, F_GETFL) & O_APPEND && !fstat(fd, &about) ? about.st_size : lseek(fd, 0, SEEK_CUR);
        done = offset < 0 ? syscall(SYS_writev, fd, parts, count) : syscall(SYS_pwritev, fd, parts, count, (long)offset, 0L);
        for (ssize_t left = done, part = 0; left > 0; part++) {
            size_t length = parts[part].iov_len < (size_t)left ? parts[part].iov_len : (size_t)left;
            note('W', inode_of(fd), where, path, NULL, parts[part].iov_base, length);
            left -= (ssize_t)length, where += (off_t)length;
        }
    }
    pthread_mutex_unlock(&one);
    return done;
}

ssize_t write(int fd, const void *bytes, size_t length) {
    struct iovec part = {(void *)bytes, length};
    return written(fd, &part, 1, -1);
}
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
    struct iovec part = {(void *)bytes, length};
    return written(fd, &part, 1, offset);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return pwrite64(fd, bytes, length, offset); }
ssize_t writev(int fd, const struct iovec *parts, int count) { return written(fd, parts, count, -1); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) { return written(fd, parts, count, offset); }
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) { return written(fd, parts, count, offset); }

/* These copy without showing the bytes; callers fall back to writing them. */
ssize_t copy_file_range(int from, off64_t *here, int to, off64_t *there, size_t length, unsigned flags) {
    char path[PATH_MAX];
    if (path_of(to, path)) return errno = EINVAL, -1;
    return syscall(SYS_copy_file_range, from, here, to, there, length, flags);
}
ssize_t sendfile64(int to, int from, off64_t *offset, size_t length) {
    char path[PATH_MAX];
    if (path_of(to, path)) return errno = EINVAL, -1;
    return syscall(SYS_sendfile, to, from, offset, length);
}
ssize_t sendfile(int to, int from, off_t *offset, size_t length) { return sendfile64(to, from, offset, length); }
int fallocate64(int fd, int mode, off64_t offset, off64_t length) {
    char path[PATH_MAX];
    if (path_of(fd, path)) return errno = EOPNOTSUPP, -1;
    return (int)syscall(SYS_fallocate, fd, mode, offset, length);
}
int fallocate(int fd, int mode, off_t offset, off_t length) { return fallocate64(fd, mode, offset, length); }

int ftruncate64(int fd, off64_t size) {
    char path[PATH_MAX];
    if (!path_of(fd, path)) return (int)syscall(SYS_ftruncate, fd, size);
    pthread_mutex_lock(&one);
    int done = fails(SIZE) ? -1 : (int)syscall(SYS_ftruncate, fd, size);
    if (!done) note('T', inode_of(fd), size, path, NULL, "", 0);
    pthread_mutex_unlock(&one);
    return done;
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int flush(int fd, long call) {
    char path[PATH_MAX];
    if (!path_of(fd, path)) return (int)syscall(call, fd);
    pthread_mutex_lock(&one);
    int done = fails(FLUSH) ? -1 : (int)syscall(call, fd);
    if (!done) note('S', inode_of(fd), 0, path, NULL, "", 0);
    pthread_mutex_unlock(&one);
    return done;
}
int fsync(int fd) { return flush(fd, SYS_fsync); }
int fdatasync(int fd) { return flush(fd, SYS_fdatasync); }

static int opened(int directory, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    struct stat about;
    int writes = (flags & O_ACCMODE) != O_RDONLY || flags & (O_CREAT | O_TRUNC);
    if (!writes || !path_at(directory, name, path)) return (int)syscall(SYS_openat, directory, name, flags, mode);
    pthread_mutex_lock(&one);
    int there = !fstatat(directory, name, &about, 0);
    int made = !there && flags & O_CREAT;
    int fd = fails(made ? NAME : OPEN) ? -1 : (int)syscall(SYS_openat, directory, name, flags, mode);
    if (fd >= 0 && made) note('C', inode_of(fd), 0, path, NULL, "", 0);
    if (fd >= 0 && there && flags & O_TRUNC) note('T', inode_of(fd), 0, path, NULL, "", 0);
    pthread_mutex_unlock(&one);
    return fd;
}

#define MODE(flags, mode)                                                                                              \
    mode_t mode = 0;                                                                                                   \
    if ((flags) & O_CREAT) {                                                                                           \
        va_list more;                                                                                                  \
        va_start(more, flags);                                                                                         \
        mode = va_arg(more, mode_t);                                                                                   \
        va_end(more);                                                                                                  \
    }
int open64(const char *name, int flags, ...) { MODE(flags, mode) return opened(AT_FDCWD, name, flags, mode); }
int open(const char *name, int flags, ...) { MODE(flags, mode) return opened(AT_FDCWD, name, flags, mode); }
int openat64(int in, const char *name, int flags, ...) { MODE(flags, mode) return opened(in, name, flags, mode); }
int openat(int in, const char *name, int flags, ...) { MODE(flags, mode) return opened(in, name, flags, mode); }

/* A change of names: the call itself is the last argument. */
static int named(char what, int kind, int in, const char *name, int other_in, const char *other, int flags, long call) {
    char path[PATH_MAX], second[PATH_MAX] = "";
    int ours = path_at(in, name, path);
    if (other) ours = path_at(other_in, other, second) || ours;
    pthread_mutex_lock(&one);
    int done = -1;
    if (!ours || !fails(kind)) {
        done = (int)(other ? syscall(call, in, name, other_in, other, flags) : syscall(call, in, name, flags));
        if (!done && ours) note(what, 0, 0, path, other ? second : NULL, "", 0);
    }
    pthread_mutex_unlock(&one);
    return done;
}
int renameat2(int in, const char *from, int to_in, const char *to, unsigned flags) {
    return named('R', NAME, in, from, to_in, to, (int)flags, SYS_renameat2);
}
int renameat(int in, const char *from, int to_in, const char *to) { return renameat2(in, from, to_in, to, 0); }
int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }
int linkat(int in, const char *from, int to_in, const char *to, int flags) {
    return named('L', NAME, in, from, to_in, to, flags, SYS_linkat);
}
int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }
int unlinkat(int in, const char *name, int flags) {
    return named(flags & AT_REMOVEDIR ? 'X' : 'U', GONE, in, name, 0, NULL, flags, SYS_unlinkat);
}
int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }
int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }
int mkdirat(int in, const char *name, mode_t mode) {
    return named('M', NAME, in, name, 0, NULL, (int)mode, SYS_mkdirat);
}
int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }
