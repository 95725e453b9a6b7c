#pragma once
// `--resume DIR` of the commands that simulate.

#include <memory>
#include <optional>
#include <string>

#include "analysis/commands/command.hpp"
#include "tiersim/journal.hpp"

namespace tiersim::commands {

inline constexpr Option resume_option{
    "resume", "DIR", "keep finished replications there; after a kill, go on from them"};

/// The journal in that folder, of which the standard error tells; damage also where it is quiet.
/// \return  null where no folder is given.
/// \throws  BadUsage where it cannot be used.
[[nodiscard]] std::unique_ptr<Journal>
open_journal(const std::optional<std::string>& folder, bool quiet, Streams& streams);

/// Tells an interrupted command's user what is kept, when it goes out of scope.
class KeptNote {
 public:
  /// \param journal  null: nothing is kept, and nothing told.
  KeptNote(const Journal* journal, Streams& streams) : journal_{journal}, streams_{streams} {}
  ~KeptNote();
  KeptNote(const KeptNote&) = delete;
  KeptNote& operator=(const KeptNote&) = delete;

  /// How many replications the command needs, all plans together, where that is known.
  void expect(std::size_t replications) { expected_ = replications; }

 private:
  const Journal* journal_;
  Streams& streams_;
  std::size_t expected_ = 0;
};

}  // namespace tiersim::commands
