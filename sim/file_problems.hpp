#pragma once
// The problems of one data file: the first few as they are, the others as a count.

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "sim/text.hpp"
#include "tiersim/problem.hpp"

namespace tiersim {

/// Adds to the list of all problems, so that a file with a million bad rows is told in ten lines.
class FileProblems {
 public:
  static constexpr std::size_t most_shown = 10;
  static constexpr std::size_t most_counted = 1'000;

  /// \param file  its path, as read.
  /// \param all   lives longer than this.
  FileProblems(std::string file, std::vector<Problem>& all) : file_{std::move(file)}, all_{&all} {}

  /// \param line, column  from 1; 0 where the file as a whole is meant.
  void add(std::size_t line, std::size_t column, Complaint complaint) {
    if (++count_ > most_shown) return;
    last_line_ = std::max(last_line_, line);
    all_->push_back({{file_, line, column},
                     std::move(complaint.what),
                     std::move(complaint.why),
                     std::move(complaint.suggestion)});
  }

  [[nodiscard]] std::size_t count() const { return count_; }
  /// Are there so many that nobody wants to know how many more? Reading then ends.
  [[nodiscard]] bool is_full() const { return count_ >= most_counted; }

  /// Call once, when the file has been read: says how many problems were not shown. Stands at the
  /// last line shown, so that it stays last where problems are sorted by line.
  void finish() {
    if (count_ <= most_shown) return;
    const std::size_t left = std::min(count_, most_counted) - most_shown;
    all_->push_back({{file_, last_line_, 0},
                     std::string{is_full() ? "and at least " : "and "} + std::to_string(left) +
                         (left == 1 ? " more problem" : " more problems") + " in this file",
                     "",
                     ""});
  }

 private:
  std::string file_;
  std::vector<Problem>* all_;
  std::size_t count_ = 0;
  std::size_t last_line_ = 0;
};

}  // namespace tiersim
