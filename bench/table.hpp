// Tables of results on the terminal, in Markdown.
#pragma once

#include <string>
#include <vector>

namespace gangmu::bench {

class Table {
  public:
    Table(std::string title, std::vector<std::string> header);
    void row(std::vector<std::string> cells);
    void print() const;

  private:
    std::string title_;
    std::vector<std::vector<std::string>> rows_;
};

std::string number(double value, int decimals = 1);  // "1,234.5"
std::string times(double value, double base);        // "2.3 ×": value / base

}  // namespace gangmu::bench
