#pragma once
// The one way in which the engine reads files, so that tests need no disk.

#include <cstddef>
#include <string>
#include <string_view>

namespace tiersim {

/// What reading a file gave: its bytes, or why there are none.
struct FileContent {
  std::string bytes;
  std::string failure;  ///< empty when the file was read: "no such file", "is a directory"
  std::string near{};   ///< the name of a file beside one that is absent, if it may be meant
  [[nodiscard]] bool ok() const { return failure.empty(); }
};

/// Reads whole files by path. A path inside a file is relative to the file that names it.
class Files {
 public:
  virtual ~Files() = default;
  /// \param path     as resolved by `resolve`.
  /// \param at_most  bytes; a longer file is a failure that names this limit.
  [[nodiscard]] virtual FileContent read(const std::string& path, std::size_t at_most) const = 0;
};

/// `path` as seen from the file `from`: absolute paths stay, others are put beside `from`.
[[nodiscard]] std::string resolve(std::string_view from, std::string_view path);

/// How a file that may be meant is written where the absent one was: "did you mean 'data/a.csv'?".
/// \param written  the name of the absent file. \return  empty where there is none.
[[nodiscard]] std::string suggest_file(const FileContent& content, std::string_view written);

}  // namespace tiersim
