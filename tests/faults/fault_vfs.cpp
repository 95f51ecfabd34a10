#include "faults/fault_vfs.hpp"

#include <sqlite3.h>

#include <atomic>
#include <cstring>

namespace gangmu::ledger {

namespace {

std::atomic<DiskFault> armed = DiskFault::none;
std::atomic<int> countdown = 0;
std::atomic<bool> lasting_fault = false;
std::atomic<int> failed = 0;
std::atomic<DiskWatch*> watching = nullptr;

bool strikes(DiskFault one, DiskFault two = DiskFault::none, DiskFault three = DiskFault::none) {
    const DiskFault fault = armed;
    if (fault == DiskFault::none || (fault != one && fault != two && fault != three)) return false;
    const int left = --countdown;
    if (left != 0 && !(left < 0 && lasting_fault)) return false;
    ++failed;
    return true;
}

sqlite3_vfs* below() {
    static sqlite3_vfs* const vfs = sqlite3_vfs_find(nullptr);
    return vfs;
}

// Our file is followed in memory by the file of the layer below.
struct File {
    sqlite3_file base;
    const char* path;  // SQLite keeps it until the file is closed
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};
const char* path_of(sqlite3_file* file) {
    return reinterpret_cast<File*>(file)->path;
}
sqlite3_file* real(sqlite3_file* file) {
    return reinterpret_cast<File*>(file)->real();
}

int close_file(sqlite3_file* file) {
    const int code = real(file)->pMethods ? real(file)->pMethods->xClose(real(file)) : SQLITE_OK;
    file->pMethods = nullptr;
    return code;
}
int read(sqlite3_file* file, void* bytes, int count, sqlite3_int64 at) {
    return real(file)->pMethods->xRead(real(file), bytes, count, at);
}
int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
    if (strikes(DiskFault::full, DiskFault::write_error, DiskFault::short_write)) {
        if (armed == DiskFault::write_error) return SQLITE_IOERR_WRITE;
        if (armed == DiskFault::short_write)
            (void)real(file)->pMethods->xWrite(real(file), bytes, count / 2, at);
        return SQLITE_FULL;
    }
    if (DiskWatch* watch = watching)
        if (const int code = watch->write(path_of(file), bytes, count, at); code != SQLITE_OK) return code;
    return real(file)->pMethods->xWrite(real(file), bytes, count, at);
}
int truncate(sqlite3_file* file, sqlite3_int64 size) {
    if (strikes(DiskFault::truncate_error)) return SQLITE_IOERR_TRUNCATE;
    if (DiskWatch* watch = watching)
        if (const int code = watch->truncate(path_of(file), size); code != SQLITE_OK) return code;
    return real(file)->pMethods->xTruncate(real(file), size);
}
int sync(sqlite3_file* file, int flags) {
    if (strikes(DiskFault::sync_error)) return SQLITE_IOERR_FSYNC;
    if (DiskWatch* watch = watching)
        if (const int code = watch->sync(path_of(file)); code != SQLITE_OK) return code;
    return real(file)->pMethods->xSync(real(file), flags);
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}
int lock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
}
int unlock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}
int check_reserved(sqlite3_file* file, int* out) {
    return real(file)->pMethods->xCheckReservedLock(real(file), out);
}
int control(sqlite3_file* file, int what, void* argument) {
    return real(file)->pMethods->xFileControl(real(file), what, argument);
}
int sector_size(sqlite3_file* file) {
    return real(file)->pMethods->xSectorSize(real(file));
}
int characteristics(sqlite3_file* file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
int shm_map(sqlite3_file* file, int region, int size, int extend, void volatile** out) {
    return real(file)->pMethods->xShmMap(real(file), region, size, extend, out);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) {
    real(file)->pMethods->xShmBarrier(real(file));
}
int shm_unmap(sqlite3_file* file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

const sqlite3_io_methods methods = {
    2,         close_file,     read,    write,       truncate,        sync,    file_size, lock,
    unlock,    check_reserved, control, sector_size, characteristics, shm_map, shm_lock,  shm_barrier,
    shm_unmap, nullptr,        nullptr};

int open_file(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out) {
    file->pMethods = nullptr;
    reinterpret_cast<File*>(file)->path = path ? path : "";
    std::memset(real(file), 0, static_cast<std::size_t>(below()->szOsFile));
    const int code = below()->xOpen(below(), path, real(file), flags, out);
    if (code == SQLITE_OK) file->pMethods = &methods;
    return code;
}

int remove_file(sqlite3_vfs*, const char* path, int sync_folder) {
    if (DiskWatch* watch = watching)
        if (const int code = watch->remove(path); code != SQLITE_OK) return code;
    return below()->xDelete(below(), path, sync_folder);
}

}  // namespace

const char* name_of(DiskFault fault) {
    switch (fault) {
        case DiskFault::none:
            return "none";
        case DiskFault::full:
            return "full";
        case DiskFault::write_error:
            return "write_error";
        case DiskFault::short_write:
            return "short_write";
        case DiskFault::sync_error:
            return "sync_error";
        case DiskFault::truncate_error:
            return "truncate_error";
    }
    return "";
}

void FaultVfs::install() {
    static sqlite3_vfs vfs =
        *below();  // what is not replaced goes to the layer below: it looks only at pAppData
    vfs.pNext = nullptr;
    vfs.zName = name;
    vfs.szOsFile = static_cast<int>(sizeof(File)) + below()->szOsFile;
    vfs.xOpen = open_file;
    vfs.xDelete = remove_file;
    sqlite3_vfs_register(&vfs, 0);
}

void FaultVfs::arm(DiskFault fault, int nth, bool lasting) {
    failed = 0;
    countdown = nth;
    lasting_fault = lasting;
    armed = fault;
}

int FaultVfs::disarm() {
    armed = DiskFault::none;
    return failed;
}

void FaultVfs::watch(DiskWatch* watch) {
    watching = watch;
}

}  // namespace gangmu::ledger
