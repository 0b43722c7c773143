/* SPDX-License-Identifier: MIT */
/* A log in a file, by POSIX: the one place of the library that asks the system for files, locks and random numbers. */
#define _DEFAULT_SOURCE 1   /* flock() */
#define _DARWIN_C_SOURCE 1
#include <bandex/store.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h> /* rename() */
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* The descriptor itself is the context: a file needs no memory of its own. */
static int descriptor(void *context)
{
    return (int)(intptr_t)context;
}

static bandex_status file_size(void *context, uint64_t *size)
{
    struct stat state;
    if (fstat(descriptor(context), &state) != 0) {
        return BANDEX_E_IO;
    }
    *size = (uint64_t)state.st_size;
    return BANDEX_OK;
}

static bandex_status file_read(void *context, uint64_t offset, void *bytes, size_t size, size_t *got)
{
    ssize_t count;
    do {
        count = pread(descriptor(context), bytes, size, (off_t)offset);
    } while (count < 0 && errno == EINTR);
    *got = count > 0 ? (size_t)count : 0;
    return count < 0 ? BANDEX_E_IO : BANDEX_OK;
}

static bandex_status file_write(void *context, uint64_t offset, const void *bytes, size_t size)
{
    size_t done = 0;
    while (done < size) {
        ssize_t count =
            pwrite(descriptor(context), (const char *)bytes + done, size - done, (off_t)(offset + done));
        if (count > 0) {
            done += (size_t)count;
        } else if (count == 0 || errno != EINTR) {
            return BANDEX_E_IO;
        }
    }
    return BANDEX_OK;
}

static bandex_status file_sync(void *context)
{
#ifdef F_FULLFSYNC
    /* On macOS fsync() leaves the data in the drive's cache. */
    if (fcntl(descriptor(context), F_FULLFSYNC) == 0) {
        return BANDEX_OK;
    }
#endif
    return fsync(descriptor(context)) == 0 ? BANDEX_OK : BANDEX_E_IO;
}

static bandex_status file_truncate(void *context, uint64_t size)
{
    return ftruncate(descriptor(context), (off_t)size) == 0 ? BANDEX_OK : BANDEX_E_IO;
}

static void file_close(void *context)
{
    close(descriptor(context)); /* gives the lock up, too */
}

static bandex_status status_of_errno(void)
{
    switch (errno) {
    case ENOENT:
        return BANDEX_E_NOT_FOUND;
    case EWOULDBLOCK:
        return BANDEX_E_LOCKED;
    case ENOMEM:
        return BANDEX_E_MEMORY;
    default:
        return BANDEX_E_IO;
    }
}

/* A new file outlives a loss of power only when its folder does. */
static bandex_status sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) : 0;
    char *folder;
    int fd, result;
    if (!slash) {
        fd = open(".", O_RDONLY | O_CLOEXEC);
    } else {
        folder = malloc(length + 2);
        if (!folder) {
            return BANDEX_E_MEMORY;
        }
        memcpy(folder, path, length + 1); /* with the slash, for the root folder */
        folder[length + 1] = 0;
        fd = open(folder, O_RDONLY | O_CLOEXEC);
        free(folder);
    }
    if (fd < 0) {
        return BANDEX_E_IO;
    }
    result = fsync(fd);
    /* Some file systems cannot sync a folder (EINVAL); they have nothing to sync then. */
    result = result != 0 && errno == EINVAL ? 0 : result;
    close(fd);
    return result == 0 ? BANDEX_OK : BANDEX_E_IO;
}

static int same_file(int fd, const char *path)
{
    struct stat by_fd, by_path;
    return fstat(fd, &by_fd) == 0 && stat(path, &by_path) == 0 && by_fd.st_dev == by_path.st_dev &&
           by_fd.st_ino == by_path.st_ino;
}

/* Opens and locks. Between the two another process may have put a compacted log in the file's place: then again. */
static bandex_status open_for_appending(const char *path, int *fd)
{
    for (;;) {
        *fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (*fd < 0) {
            return status_of_errno();
        }
        if (flock(*fd, LOCK_EX | LOCK_NB) != 0) {
            bandex_status status = status_of_errno();
            close(*fd);
            return status;
        }
        if (same_file(*fd, path)) {
            return BANDEX_OK;
        }
        close(*fd);
    }
}

static uint32_t random_salt(void)
{
    uint32_t salt = 0;
    int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        if (read(fd, &salt, sizeof salt) != (ssize_t)sizeof salt) {
            salt = 0;
        }
        close(fd);
    }
    return salt;
}

/* path with an ending; to be freed. */
static char *path_with(const char *path, const char *ending)
{
    size_t length = strlen(path), more = strlen(ending) + 1;
    char *longer = malloc(length + more);
    if (longer) {
        memcpy(longer, path, length);
        memcpy(longer + length, ending, more);
    }
    return longer;
}

/* Writes what counts of old into the file at path and syncs it; *made is then open and locked. */
static bandex_status write_compacted(bandex_log *old, const char *path, const bandex_log_config *config,
                                     bandex_merge_report *report, bandex_log **made)
{
    bandex_log_config settings;
    bandex_log_report before;
    bandex_status status;
    bandex_log_config_default(&settings);
    bandex_log_report_get(old, &before);
    settings.created_ms = before.created_ms < INT64_MAX ? before.created_ms + 1 : before.created_ms;
    memcpy(settings.writer, before.writer, sizeof settings.writer);
    if (config) {
        settings = *config;
    }
    settings.sync = BANDEX_SYNC_MANUAL;
    status = bandex_log_open(path, BANDEX_LOG_APPEND, &settings, made);
    if (status == BANDEX_OK) {
        status = bandex_log_merge(*made, old, report);
    }
    return status == BANDEX_OK ? bandex_log_sync(*made) : status;
}

bandex_status bandex_log_compact(const char *path, const bandex_log_config *config, bandex_merge_report *report)
{
    bandex_log *old = NULL, *made = NULL;
    char *beside;
    bandex_status status;
    if (!path) {
        return BANDEX_E_ARGUMENT;
    }
    if (access(path, F_OK) != 0) {
        return status_of_errno();
    }
    status = bandex_log_open(path, BANDEX_LOG_APPEND, NULL, &old);
    if (status != BANDEX_OK) {
        return status;
    }
    beside = path_with(path, ".compacting");
    if (!beside) {
        bandex_log_close(old);
        return BANDEX_E_MEMORY;
    }
    unlink(beside); /* of a compaction that was killed: the lock on the log is ours */
    status = write_compacted(old, beside, config, report, &made);
    if (status == BANDEX_OK && rename(beside, path) != 0) {
        status = BANDEX_E_IO;
    }
    if (status == BANDEX_OK) {
        status = sync_folder(path);
    } else {
        unlink(beside);
    }
    bandex_log_close(made);
    bandex_log_close(old);
    free(beside);
    return status;
}

bandex_status bandex_log_salvage(const char *damaged, const char *path, const bandex_log_config *config,
                                 bandex_log_report *report)
{
    bandex_log *from = NULL, *into = NULL;
    bandex_log_config settings;
    bandex_status status, closed;
    if (!damaged || !path) {
        return BANDEX_E_ARGUMENT;
    }
    if (access(path, F_OK) == 0) {
        return BANDEX_E_DUPLICATE;
    }
    bandex_log_config_default(&settings);
    if (config) {
        settings = *config;
    }
    settings.sync = BANDEX_SYNC_MANUAL;
    status = bandex_log_open(damaged, BANDEX_LOG_READ, NULL, &from);
    if (status != BANDEX_OK) {
        return status;
    }
    if (report) {
        bandex_log_report_get(from, report);
    }
    status = bandex_log_open(path, BANDEX_LOG_APPEND, &settings, &into);
    if (status == BANDEX_OK) {
        status = bandex_log_copy(into, from, NULL);
    }
    closed = bandex_log_close(into);
    bandex_log_close(from);
    status = status == BANDEX_OK ? closed : status;
    if (status != BANDEX_OK) {
        unlink(path);
    }
    return status;
}

bandex_status bandex_log_open(const char *path, int32_t mode, const bandex_log_config *config, bandex_log **out)
{
    bandex_io io = {0};
    bandex_log_config settings;
    struct stat state;
    bandex_status status = BANDEX_OK;
    int fd = -1;
    if (!path || !out) {
        return BANDEX_E_ARGUMENT;
    }
    *out = NULL;
    bandex_log_config_default(&settings);
    if (config) {
        if (config->struct_size != sizeof settings) {
            return BANDEX_E_SIZE;
        }
        settings = *config;
    }
    if (mode & BANDEX_LOG_APPEND) {
        status = open_for_appending(path, &fd);
    } else {
        fd = open(path, O_RDONLY | O_CLOEXEC);
        status = fd < 0 ? status_of_errno() : BANDEX_OK;
    }
    if (status != BANDEX_OK) {
        return status;
    }
    io.context = (void *)(intptr_t)fd;
    io.size = file_size;
    io.read = file_read;
    io.write = file_write;
    io.sync = file_sync;
    io.truncate = file_truncate;
    io.close = file_close;
    if (fstat(fd, &state) != 0 || !S_ISREG(state.st_mode)) {
        close(fd);
        return BANDEX_E_IO;
    }
    if (state.st_size == 0 && (mode & BANDEX_LOG_APPEND)) {
        status = sync_folder(path);
        if (status != BANDEX_OK) {
            close(fd);
            return status;
        }
    }
    while (settings.salt == 0 && (mode & BANDEX_LOG_APPEND)) {
        settings.salt = random_salt();
        if (settings.salt == 0 && access("/dev/urandom", R_OK) != 0) {
            break; /* opening an existing log goes without; a new one is refused */
        }
    }
    return bandex_log_open_io(&io, mode, &settings, out);
}
