#include "analysis/commands/resume.hpp"

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

}  // namespace tiersim::commands
