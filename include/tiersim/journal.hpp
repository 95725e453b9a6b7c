#pragma once
// Finished replications on the disk. A program that was killed reads there what it had done, and
// simulates only the rest: the results are the same, byte for byte. `--resume` of the commands.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tiersim {

/// A journal cannot be opened, read or written: which one, why, and what to do.
struct JournalError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The file `replications.journal` of a folder: a line that names the version and the build that
/// wrote it, then a record for each replication, with its length and checksums. Records are
/// appended as replications end, and are in the file before the next one begins; once a second they
/// are forced to the disk. A record that a kill or a full disk cut off is dropped when the file is
/// opened again. Memory grows by some 100 bytes a record.
class Journal {
 public:
  static constexpr std::string_view file_name = "replications.journal";
  /// Told what somebody who waits wants to know, in a line without its end.
  using Tell = std::function<void(const std::string&)>;

  /// Opens the folder's journal, or begins one; makes the folder where it is missing.
  /// \param warn  told of damage. \param tell  told whether what was kept is of use; empty: nobody.
  /// \throws JournalError where that cannot be, another program has it open, another version or
  ///         build wrote it, or it is no journal.
  Journal(const std::string& folder, const Tell& warn, Tell tell = {});
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// What a study will ask for: the first one is told of. \param keys  of its arms.
  void expect(std::span<const std::uint64_t> keys);
  /// What add() was given for that replication, in this run or an earlier one. From any thread.
  [[nodiscard]] std::optional<std::string> find(std::uint64_t key, std::uint32_t replication) const;
  /// Keeps what a replication returned. From any thread.
  /// \throws JournalError where it cannot be written; what was kept before stays as it is.
  void add(std::uint64_t key, std::uint32_t replication, std::string_view found);

  [[nodiscard]] std::size_t size() const;  ///< replications that are kept
  /// Those of them that were found or added since it was opened, each once.
  [[nodiscard]] std::size_t in_use() const;
  [[nodiscard]] const std::string& path() const;

 private:
  class File;
  std::unique_ptr<File> file_;
  Tell tell_;
};

/// Tells builds of the program apart: by its file, and by the C library, which has the mathematical
/// functions. The same for any two runs of one build on one machine; empty where that cannot be
/// known.
[[nodiscard]] std::string build_name();

}  // namespace tiersim
