#pragma once
// Files that appear whole or not at all: written beside, and renamed at the end.

#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tiersim {

/// Rows are gathered to about so many bytes before they are written.
inline constexpr std::size_t block_bytes = 1U << 16U;

/// A file could not be written: which one, and why.
struct WriteError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A file being written. Removed again unless it was kept.
class OutputFile {
 public:
  /// \throws WriteError
  explicit OutputFile(std::string path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  /// \throws WriteError
  void write(std::string_view bytes);
  /// Appends all that was written to the other file. \throws WriteError
  void append_to(OutputFile& other);
  /// Ends writing; the file stays, under another name. \throws WriteError
  void close();
  void keep_as(const std::string& path);

 private:
  struct Closer {
    void operator()(std::FILE* stream) const { std::fclose(stream); }
  };
  [[noreturn]] void fail(int error) const;

  std::string path_;
  std::unique_ptr<std::FILE, Closer> stream_;
  bool kept_ = false;
};

/// One file that appears whole or not at all.
class WholeFile {
 public:
  /// \throws WriteError, also where something that is no file has this name.
  explicit WholeFile(std::string path);
  /// Writes all of it, and gives it its name in place of an older one. \throws WriteError
  void write(std::string_view text);

 private:
  std::string path_;
  OutputFile file_;
};

/// The folder of a run's results. What is not kept leaves no trace.
class OutputFolder {
 public:
  /// Makes the folder where it is missing. \throws WriteError
  explicit OutputFolder(std::string folder);
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  /// Starts a file of that name. \throws WriteError
  OutputFile& add(std::string_view name);
  /// A file that is never kept, of a name that is not taken. \throws WriteError
  [[nodiscard]] std::unique_ptr<OutputFile> scratch(std::string_view name) const;
  /// An older file of that name goes when the new ones are kept: it is of another run.
  void leave_out(std::string_view name) { left_out_.push_back(path_of(name)); }
  /// All files get their names, in place of older ones. \throws WriteError
  void keep();

 private:
  struct Entry {
    std::string path;
    std::unique_ptr<OutputFile> file;
  };
  [[nodiscard]] std::string path_of(std::string_view name) const;

  std::string folder_;
  bool is_new_ = false;
  bool kept_ = false;
  std::vector<Entry> entries_;
  std::vector<std::string> left_out_;
};

}  // namespace tiersim
