// A store full of people who all owe reports: one plan, an agency per officer with its items, a cycle that is
// open today. And a server of it, as a process of its own.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

namespace gangmu::load {

inline constexpr const char* password = "load-test-password";

struct Office {
    std::string plan, cycle;
    std::vector<std::string> accounts;            // an officer each
    std::vector<std::vector<std::string>> nodes;  // the items of each
};
// Into a new store. Ends the program when it cannot be made.
Office make_office(const std::string& store, std::size_t officers, std::size_t items);

class Server {
  public:
    Server(const std::string& gangmu, const std::string& store);  // waits until it serves
    ~Server();                                                    // as kill()
    int port() const { return port_; }
    double cpu_seconds() const;  // that it has used so far
    void kill();                 // SIGKILL, at once
    void end();                  // SIGTERM, and waits

  private:
    void wait_for(int signal);
    pid_t process_ = -1;
    int port_ = 0;
};

// One report as it stands in the store after all.
struct Stored {
    std::string state;  // none, draft, submitted …
    std::string text;
};
class Records {
  public:
    explicit Records(
        const std::string& store);  // opens it anew, verified; ends the program when it does not hold
    Stored of(const Office& office, const std::string& node) const;

  private:
    struct Open;
    std::shared_ptr<Open> open_;
};

}  // namespace gangmu::load
