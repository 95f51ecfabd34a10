#include "documents/sandbox.hpp"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>
#include <vector>

namespace gangmu::documents {

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool address_space_is_real = false;  // the sanitizers reserve terabytes of it
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
constexpr bool address_space_is_real = false;
#else
constexpr bool address_space_is_real = true;
#endif
#else
constexpr bool address_space_is_real = true;
#endif

void limit(__rlimit_resource resource, rlim_t value) {
    const rlimit both{value, value};
    ::setrlimit(resource, &both);
}

#if defined(__x86_64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t architecture = 0;
#endif

// System calls that answer EPERM.
constexpr long refused[] = {
    SYS_socket,
    SYS_connect,
    SYS_bind,
    SYS_listen,
    SYS_accept,
    SYS_accept4,
    SYS_sendto,
    SYS_sendmsg,
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_mount,
    SYS_umount2,
    SYS_pivot_root,
    SYS_chroot,
    SYS_bpf,
    SYS_perf_event_open,
    SYS_userfaultfd,
    SYS_keyctl,
    SYS_add_key,
    SYS_request_key,
    SYS_init_module,
    SYS_finit_module,
    SYS_unshare,
    SYS_setns,
    SYS_renameat,
    SYS_renameat2,
    SYS_unlinkat,
    SYS_linkat,
    SYS_symlinkat,
    SYS_mkdirat,
    SYS_mknodat,
    SYS_fchmodat,
    SYS_fchownat,
    SYS_truncate,
    SYS_kill,
    SYS_tkill,
    SYS_shmget,
    SYS_msgget,
    SYS_semget,
#if defined(__x86_64__)
    SYS_rename,
    SYS_unlink,
    SYS_link,
    SYS_symlink,
    SYS_mkdir,
    SYS_mknod,
    SYS_chmod,
    SYS_chown,
    SYS_creat,
    SYS_rmdir,
#endif
};

void filter_system_calls() {
    if (architecture == 0 || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return;
    constexpr std::uint32_t deny = SECCOMP_RET_ERRNO | (EPERM & SECCOMP_RET_DATA);
    std::vector<sock_filter> rules;
    auto load = [&](std::uint32_t offset) { rules.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset)); };
    auto answer = [&](std::uint32_t verdict) { rules.push_back(BPF_STMT(BPF_RET | BPF_K, verdict)); };
    load(offsetof(seccomp_data, arch));
    rules.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, architecture, 1, 0));
    answer(SECCOMP_RET_KILL_PROCESS);
    load(offsetof(seccomp_data, nr));
    for (long call : refused) {
        rules.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 1));
        answer(deny);
    }
    // opening a file to write: openat's third argument, open's second
    struct {
        long call;
        std::uint32_t flags;
    } const opens[] = {
        {SYS_openat, static_cast<std::uint32_t>(offsetof(seccomp_data, args) + 2 * sizeof(std::uint64_t))},
#if defined(__x86_64__)
        {SYS_open, static_cast<std::uint32_t>(offsetof(seccomp_data, args) + sizeof(std::uint64_t))},
#endif
    };
    for (const auto& open : opens) {
        load(offsetof(seccomp_data, nr));
        rules.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(open.call), 0, 3));
        load(open.flags);
        rules.push_back(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 0, 1));
        answer(deny);
    }
    answer(SECCOMP_RET_ALLOW);
    sock_fprog program{static_cast<unsigned short>(rules.size()), rules.data()};
    ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

}  // namespace

void enter_sandbox(const Limits& limits, bool may_start) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    const auto seconds = static_cast<rlim_t>(limits.time.count() > 0 ? limits.time.count() : 1);
    limit(RLIMIT_CPU, seconds + 1);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, 256);
    limit(RLIMIT_FSIZE, limits.file_bytes + 1);  // a document in a memory file for poppler's tools
    if (!may_start) limit(RLIMIT_NPROC, 0);
    if (address_space_is_real) {
        limit(RLIMIT_AS, limits.memory_bytes);
        filter_system_calls();
    }
}

}  // namespace gangmu::documents
