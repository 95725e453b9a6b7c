#pragma once
// Bad input: every problem is collected with its place, reason and suggestion, then thrown once.

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace tiersim {

/// Where something was written. Lines and columns count from 1; 0 means "the file as a whole".
struct Place {
  std::string file{};
  std::size_t line = 0;
  std::size_t column = 0;
  bool operator==(const Place&) const = default;
};

/// One thing that is wrong with the input, told as PROBLEM (WHY) SUGGESTION.
struct Problem {
  Place place{};
  std::string what{};        ///< what is wrong: "unknown key 'heds'"
  std::string why{};         ///< the rule that is broken; may be empty
  std::string suggestion{};  ///< what to write instead: "did you mean 'heads'?"; may be empty
};

/// `file:line:column: error: what (why); suggestion`, without the parts that are empty. One line,
/// with control characters escaped.
[[nodiscard]] std::string to_text(const Problem& problem);

/// Thrown once with all problems found. `what()` is all of them, a line each.
class BadInput : public std::runtime_error {
 public:
  explicit BadInput(std::vector<Problem> problems);
  [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

}  // namespace tiersim
