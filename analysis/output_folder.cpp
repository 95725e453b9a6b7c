#include "analysis/output_folder.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "sim/suggest.hpp"

namespace tiersim {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail_to_write(const std::string& path, const std::string& why) {
  throw WriteError{fmt::format("cannot write {}: {}", tiersim::in_quotes(path), why)};
}

/// What is not a file, nobody's run has written: it stays.
void remove_file(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(fs::symlink_status(path, error))) return;
  fs::remove(path, error);
  if (error)
    throw WriteError{
        fmt::format("cannot remove {}: {}", tiersim::in_quotes(path), error.message())};
}

}  // namespace

OutputFile::OutputFile(std::string path) : path_{std::move(path)} {
  // It will be removed or renamed: that must never befall a folder or a device.
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path_, error);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    fail_to_write(path_, "something that is not a file has this name");
  }
  stream_.reset(std::fopen(path_.c_str(), "w+be"));
  if (!stream_) fail_to_write(path_, std::strerror(errno));
}

OutputFile::~OutputFile() {
  if (kept_) return;
  stream_.reset();
  std::remove(path_.c_str());
}

void OutputFile::fail(int error) const { fail_to_write(path_, std::strerror(error)); }

void OutputFile::write(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), stream_.get()) != bytes.size()) fail(errno);
}

void OutputFile::append_to(OutputFile& other) {
  if (std::fflush(stream_.get()) != 0) fail(errno);
  std::rewind(stream_.get());
  std::array<char, 1U << 16U> buffer{};
  while (true) {
    const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), stream_.get());
    if (got == 0) break;
    other.write({buffer.data(), got});
  }
  if (std::ferror(stream_.get()) != 0) fail(errno);
}

void OutputFile::close() {
  if (std::fclose(stream_.release()) != 0) fail(errno);
}

void OutputFile::keep_as(const std::string& path) {
  std::error_code error;
  fs::rename(path_, path, error);
  if (error) fail_to_write(path, error.message());
  kept_ = true;
}

namespace {

/// Where a file is written until it is whole.
std::string beside(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) fail_to_write(path, "it is a folder");
  if (fs::exists(status) && !fs::is_regular_file(status)) fail_to_write(path, "it is no file");
  return path + ".tmp";
}

}  // namespace

WholeFile::WholeFile(std::string path) : path_{std::move(path)}, file_{beside(path_)} {}

void WholeFile::write(std::string_view text) {
  file_.write(text);
  file_.close();
  file_.keep_as(path_);
}

OutputFolder::OutputFolder(std::string folder) : folder_{std::move(folder)} {
  std::error_code error;
  if (fs::exists(folder_, error) && !fs::is_directory(folder_, error)) {
    fail_to_write(folder_, "it is a file, not a folder");
  }
  is_new_ = fs::create_directories(folder_, error);
  if (error) fail_to_write(folder_, error.message());
}

OutputFolder::~OutputFolder() {
  entries_.clear();
  std::error_code ignored;
  if (is_new_ && !kept_) fs::remove(folder_, ignored);
}

std::string OutputFolder::path_of(std::string_view name) const {
  return (fs::path{folder_} / name).string();
}

OutputFile& OutputFolder::add(std::string_view name) {
  const std::string path = path_of(name);
  entries_.push_back({path, std::make_unique<OutputFile>(beside(path))});
  return *entries_.back().file;
}

std::unique_ptr<OutputFile> OutputFolder::scratch(std::string_view name) const {
  return std::make_unique<OutputFile>(path_of(name) + ".tmp");
}

void OutputFolder::keep() {
  for (const Entry& entry : entries_) entry.file->close();
  for (const Entry& entry : entries_) entry.file->keep_as(entry.path);
  for (const std::string& path : left_out_) remove_file(path);
  kept_ = true;
}

}  // namespace tiersim
