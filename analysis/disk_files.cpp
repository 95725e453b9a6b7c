#include "tiersim/disk_files.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <vector>

#include "sim/suggest.hpp"

namespace tiersim {
namespace {

namespace fs = std::filesystem;

/// Names beside an absent file; at most so many are looked at.
constexpr std::size_t most_neighbours = 10'000;

FileContent failed(std::string why) { return {"", std::move(why), ""}; }

/// The file that may be meant: of the same ending, or of the same name with another one.
std::string nearest_file(const fs::path& wanted, const std::vector<std::string>& neighbours) {
  const std::string ending = wanted.extension().string();
  std::vector<std::string> stems;
  for (const std::string& name : neighbours) {
    if (fs::path{name}.extension() == ending) stems.push_back(fs::path{name}.stem().string());
  }
  const std::string near = nearest(wanted.stem().string(), stems);
  if (!near.empty()) return near + ending;
  for (const std::string& name : neighbours) {
    if (fs::path{name}.stem() == wanted.stem()) return name;
  }
  return "";
}

FileContent absent(const fs::path& path) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path{"."};
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return failed(fmt::format("there is no folder {}", tiersim::in_quotes(folder.string())));
  }
  std::vector<std::string> neighbours;
  for (fs::directory_iterator next{folder, error}, end; !error && next != end;
       next.increment(error)) {
    if (neighbours.size() == most_neighbours) break;
    std::error_code unknown;
    if (next->is_regular_file(unknown)) neighbours.push_back(next->path().filename().string());
  }
  return {"", "no such file", nearest_file(path.filename(), neighbours)};
}

std::string_view kind_of(fs::file_type type) {
  switch (type) {
    case fs::file_type::directory: return "is a folder, not a file";
    case fs::file_type::fifo: return "is a pipe, not a regular file";
    case fs::file_type::character:
    case fs::file_type::block: return "is a device, not a regular file";
    case fs::file_type::socket: return "is a socket, not a regular file";
    case fs::file_type::none:
    case fs::file_type::not_found:
    case fs::file_type::regular:
    case fs::file_type::symlink:
    case fs::file_type::unknown: break;
  }
  return "is not a regular file";
}

FileContent too_large(std::size_t at_most) {
  return failed(fmt::format("is larger than {} bytes, which is the most", at_most));
}

}  // namespace

FileContent DiskFiles::read(const std::string& path, std::size_t at_most) const {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return absent(path);
  if (error) return failed(error.message());
  if (status.type() != fs::file_type::regular) return failed(std::string{kind_of(status.type())});
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) return failed(error.message());
  if (size > at_most) return too_large(at_most);

  errno = 0;
  std::ifstream stream{path, std::ios::binary};
  if (!stream) return failed(std::strerror(errno));
  FileContent content;
  // One byte more than it had: a file that grows meanwhile is noticed, whatever it grows to.
  content.bytes.resize(static_cast<std::size_t>(size) + 1);
  stream.read(content.bytes.data(), static_cast<std::streamsize>(content.bytes.size()));
  if (stream.bad()) return failed(std::strerror(errno));
  const auto got = static_cast<std::size_t>(stream.gcount());
  if (got > size) return failed("changes while it is read");
  content.bytes.resize(got);
  return content;
}

}  // namespace tiersim
