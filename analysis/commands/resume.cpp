#include "analysis/commands/resume.hpp"

#include <fmt/format.h>

#include "analysis/commands/interrupt.hpp"
#include "sim/suggest.hpp"

namespace tiersim::commands {

std::unique_ptr<Journal>
open_journal(const std::optional<std::string>& folder, bool quiet, Streams& streams) {
  if (!folder) return nullptr;
  const Journal::Tell warn = [&streams](const std::string& text) {
    streams.err << "warning: " << text << '\n';
  };
  const Journal::Tell tell = [&streams](const std::string& text) {
    streams.err << "note: " << text << '\n';
  };
  try {
    return std::make_unique<Journal>(*folder, warn, quiet ? Journal::Tell{} : tell);
  } catch (const JournalError& error) {
    throw BadUsage{error.what()};
  }
}

KeptNote::~KeptNote() {
  if (journal_ == nullptr || !InterruptGuard::flag()) return;
  const std::size_t kept = journal_->in_use();
  if (expected_ > 0 && kept >= expected_) return;  // it was done
  const std::string of = expected_ > 0 ? fmt::format(" of {}", expected_) : "";
  const bool is_one = kept == 1 && expected_ == 0;
  streams_.err << fmt::format(
      "{}{} replication{} {} kept in {}; the same command goes on from {}\n", kept, of,
      is_one ? "" : "s", kept == 1 ? "is" : "are", tiersim::in_quotes(journal_->path()),
      kept == 1 ? "it" : "them");
}

}  // namespace tiersim::commands
