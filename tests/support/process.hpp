#pragma once
// The program as a user starts it.

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.hpp"

namespace tiersim::test {

/// What a program that has ended left.
struct Ended {
  int code = 0;  ///< exit code; 128 + n where signal n ended it
  std::string out;
  std::string err;
  double processor_seconds = 0;
  std::size_t peak_bytes = 0;  ///< of memory
};

/// A running `tiersim`. Its output goes to files, so that it never waits for a reader.
class Process {
 public:
  /// \param arguments  what follows the program's name.
  /// \param out        a path to which its standard output goes; empty: collected.
  explicit Process(const std::vector<std::string>& arguments,
                   const std::string& out = "",
                   std::string program = TIERSIM_EXECUTABLE);

  void interrupt() const;
  /// Ends it where it stands.
  void kill_at_once() const;
  /// Waits for its end; call once.
  [[nodiscard]] Ended wait();

 private:
  TemporaryFolder folder_;
  std::string out_;
  pid_t id_ = 0;
};

/// Runs `tiersim ARGUMENTS` to its end.
[[nodiscard]] Ended typed(const std::vector<std::string>& arguments);
/// The same of another program. \param program  its path.
[[nodiscard]] Ended run_program(const std::string& program,
                                const std::vector<std::string>& arguments);

/// Text in one line, with one blank for each break and the blanks around it.
[[nodiscard]] std::string unwrapped(const std::string& text);

/// JSON without what says how long it took, which is another number each time.
[[nodiscard]] std::string without_run_seconds(const std::string& json);

}  // namespace tiersim::test
