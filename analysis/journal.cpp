#include "tiersim/journal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <map>
#include <mutex>
#include <system_error>
#include <utility>

#include "sim/suggest.hpp"

namespace tiersim {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view journal_kind = "tiersim journal 2 of version ";
constexpr std::string_view any_journal = "tiersim journal ";
constexpr std::uint32_t record_mark = 0x4a52'5354;  // "TSRJ"
constexpr std::size_t header_bytes = 32;
constexpr std::size_t chunk_bytes = std::size_t{1} << 16U;
constexpr std::chrono::seconds between_syncs{1};

const std::string& first_line() {
  static const std::string line =
      fmt::format("{}{}, build {}\n", journal_kind, TIERSIM_VERSION, build_name());
  return line;
}

/// The version that a first line names.
std::string version_in(const std::string& line) {
  constexpr std::string_view before = "version ";
  const std::size_t at = line.find(before);
  if (at == std::string::npos) return line;
  const std::size_t from = at + before.size();
  return line.substr(from, std::min(line.find(','), line.size()) - from);
}

/// Of a record: mark, key, replication, length, checksum of what follows, checksum of the header.
struct RecordHeader {
  std::uint64_t key = 0;
  std::uint64_t length = 0;
  std::uint32_t replication = 0;
  std::uint32_t checksum = 0;
};

std::uint32_t crc_of(std::string_view bytes, std::uint32_t before = 0) {
  return static_cast<std::uint32_t>(
      crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

template <class Number>
void put_fixed(std::string& bytes, Number value) {
  for (std::size_t i = 0; i < sizeof value; ++i) bytes += static_cast<char>(value >> (8 * i));
}

template <class Number>
Number take_fixed(std::string_view& bytes) {
  Number value = 0;
  for (std::size_t i = 0; i < sizeof value; ++i) {
    value |= Number{static_cast<unsigned char>(bytes[i])} << (8 * i);
  }
  bytes.remove_prefix(sizeof value);
  return value;
}

std::string bytes_of(const RecordHeader& header) {
  std::string bytes;
  put_fixed(bytes, record_mark);
  put_fixed(bytes, header.key);
  put_fixed(bytes, header.length);
  put_fixed(bytes, header.replication);
  put_fixed(bytes, header.checksum);
  put_fixed(bytes, crc_of(bytes));
  return bytes;
}

/// \return  empty where these bytes are no header.
std::optional<RecordHeader> header_of(std::string_view bytes) {
  const std::uint32_t checksum = crc_of(bytes.substr(0, header_bytes - sizeof(std::uint32_t)));
  RecordHeader header;
  const auto mark = take_fixed<std::uint32_t>(bytes);
  header.key = take_fixed<std::uint64_t>(bytes);
  header.length = take_fixed<std::uint64_t>(bytes);
  header.replication = take_fixed<std::uint32_t>(bytes);
  header.checksum = take_fixed<std::uint32_t>(bytes);
  if (mark != record_mark || take_fixed<std::uint32_t>(bytes) != checksum) return std::nullopt;
  return header;
}

std::string replications_text(std::size_t replications) {
  return fmt::format("{} finished replication{}", replications, replications == 1 ? "" : "s");
}

}  // namespace

/// The open file, and where each record is in it.
class Journal::File {
 public:
  explicit File(const std::string& folder) : path_{(fs::path{folder} / file_name).string()} {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) fail_to_open(error.message());
    const fs::file_status status = fs::status(path_, error);
    if (fs::exists(status) && !fs::is_regular_file(status)) fail_to_open("it is no file");
    descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor_ < 0) fail_to_open(std::strerror(errno));
  }
  ~File() {
    if (descriptor_ < 0) return;
    ::fdatasync(descriptor_);
    ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  /// Reads all that is there. What is cut off at the end goes.
  void open(const Tell& warn) {
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
      throw JournalError{fmt::format("{} is in use by another run (two would write over each "
                                     "other); wait for it, or name another folder",
                                     in_quotes(path_))};
    }
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0) fail_to_open(std::strerror(errno));
    const auto size = static_cast<std::uint64_t>(status.st_size);
    end_ = 0;
    if (has_own_first_line(size)) {
      end_ = first_line().size();
      while (end_ < size && read_record(size, warn)) {
      }
    }
    if (end_ < size && ::ftruncate(descriptor_, static_cast<off_t>(end_)) != 0) {
      fail_to_open(std::strerror(errno));
    }
    if (end_ == 0) append(first_line());
    held_ = records_.size();
  }

  void expect(std::span<const std::uint64_t> keys, const Tell& tell) {
    if (std::exchange(is_expected_, true) || held_ == 0 || !tell) return;
    const auto has_any = [this](std::uint64_t key) {
      const auto found = records_.lower_bound({key, 0});
      return found != records_.end() && found->first.first == key;
    };
    if (std::ranges::any_of(keys, has_any)) {
      tell(fmt::format("{} has {}: those of this command are not simulated again", in_quotes(path_),
                       replications_text(held_)));
    } else {
      tell(fmt::format("{} has {}, none of this command: another scenario, seed or option made "
                       "them; they stay, and this one starts from its first",
                       in_quotes(path_), replications_text(held_)));
    }
  }

  std::optional<std::string> find(std::uint64_t key, std::uint32_t replication) {
    Record record;
    {
      const std::lock_guard lock{mutex_};
      const auto found = records_.find({key, replication});
      if (found == records_.end()) return std::nullopt;
      use(found->second);
      record = found->second;
    }
    std::string bytes(record.length, '\0');
    if (!read_at(record.at, bytes.data(), bytes.size()) || crc_of(bytes) != record.checksum) {
      throw JournalError{fmt::format("{} changes while it is read", in_quotes(path_))};
    }
    return bytes;
  }

  void add(std::uint64_t key, std::uint32_t replication, std::string_view found) {
    std::string bytes = bytes_of({key, found.size(), replication, crc_of(found)});
    bytes += found;
    const std::lock_guard lock{mutex_};
    const Record record{end_ + header_bytes, found.size(), crc_of(found)};
    append(bytes);
    use(records_.emplace(std::pair{key, replication}, record).first->second);
    const auto now = std::chrono::steady_clock::now();
    if (now - synced_ < between_syncs) return;
    ::fdatasync(descriptor_);
    synced_ = now;
  }

  [[nodiscard]] std::size_t size() {
    const std::lock_guard lock{mutex_};
    return records_.size();
  }
  [[nodiscard]] std::size_t in_use() {
    const std::lock_guard lock{mutex_};
    return in_use_;
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  struct Record {
    std::uint64_t at = 0;
    std::uint64_t length = 0;
    std::uint32_t checksum = 0;
    bool is_used = false;  ///< since the file was opened
  };

  /// Under the lock.
  void use(Record& record) { in_use_ += std::exchange(record.is_used, true) ? 0 : 1; }

  [[noreturn]] void fail_to_open(const std::string& why) const {
    throw JournalError{fmt::format("cannot keep replications in {}: {}; name a folder that can be "
                                   "written to",
                                   in_quotes(path_), why)};
  }

  bool read_at(std::uint64_t at, char* to, std::size_t size) const {
    while (size > 0) {
      const ssize_t got = ::pread(descriptor_, to, size, static_cast<off_t>(at));
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return false;
      to += got;
      at += static_cast<std::uint64_t>(got);
      size -= static_cast<std::size_t>(got);
    }
    return true;
  }

  /// \return  false where the file is new, or was cut off in its first line.
  [[nodiscard]] bool has_own_first_line(std::uint64_t size) const {
    constexpr std::size_t longest = 100;
    const std::string& own = first_line();
    std::string start(static_cast<std::size_t>(std::min<std::uint64_t>(size, longest)), '\0');
    if (!read_at(0, start.data(), start.size())) fail_to_open(std::strerror(errno));
    if (start.starts_with(own)) return true;
    if (own.starts_with(start)) return false;
    if (!start.starts_with(any_journal)) {
      throw JournalError{
          fmt::format("{} is no journal of this program; name another folder", in_quotes(path_))};
    }
    refuse_other(start.substr(0, start.find('\n')));
  }

  /// \param line  the file's first one, which is not ours.
  [[noreturn]] void refuse_other(const std::string& line) const {
    const std::string version = version_in(line);
    if (version == TIERSIM_VERSION) {
      throw JournalError{fmt::format(
          "{} is of another build of tiersim {} (builds need not simulate alike); name another "
          "folder, or remove that file",
          in_quotes(path_), TIERSIM_VERSION)};
    }
    throw JournalError{fmt::format(
        "{} is of tiersim {}, this is {} (versions need not simulate alike); name another folder, "
        "or remove that file",
        in_quotes(path_), in_quotes(version), TIERSIM_VERSION)};
  }

  /// Reads the record at end_, which then is its end. \return  false where the file ends in it, or
  /// nobody knows where it ends.
  bool read_record(std::uint64_t size, const Tell& warn) {
    std::string bytes(header_bytes, '\0');
    if (size - end_ < header_bytes || !read_at(end_, bytes.data(), bytes.size())) return false;
    const std::optional<RecordHeader> header = header_of(bytes);
    if (!header) {
      warn(fmt::format("{} is damaged from byte {} on: the {} before are used, what follows is "
                       "simulated again",
                       in_quotes(path_), end_, replications_text(records_.size())));
      return false;
    }
    const std::uint64_t at = end_ + header_bytes;
    if (header->length > size - at) return false;
    if (checksum_at(at, header->length) == header->checksum) {
      records_.emplace(std::pair{header->key, header->replication},
                       Record{at, header->length, header->checksum});
    } else {
      warn(fmt::format("{} is damaged at byte {}: one replication is simulated again",
                       in_quotes(path_), at));
    }
    end_ = at + header->length;
    return true;
  }

  /// \return  nothing where it cannot be read.
  [[nodiscard]] std::optional<std::uint32_t> checksum_at(std::uint64_t at,
                                                         std::uint64_t length) const {
    std::array<char, chunk_bytes> chunk{};
    std::uint32_t checksum = 0;
    while (length > 0) {
      const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(length, chunk.size()));
      if (!read_at(at, chunk.data(), size)) return std::nullopt;
      checksum = crc_of({chunk.data(), size}, checksum);
      at += size;
      length -= size;
    }
    return checksum;
  }

  void append(std::string_view bytes) {
    std::uint64_t at = end_;
    while (!bytes.empty()) {
      const ssize_t put = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(at));
      if (put < 0 && errno == EINTR) continue;
      if (put <= 0) fail_to_append(errno);
      at += static_cast<std::uint64_t>(put);
      bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    end_ = at;
  }

  [[noreturn]] void fail_to_append(int error) {
    const bool is_cut = ::ftruncate(descriptor_, static_cast<off_t>(end_)) == 0;
    (void)is_cut;  // else the next one who opens it does
    throw JournalError{fmt::format("cannot write {}: {} (the {} in it are kept); make room, and "
                                   "give the same command again",
                                   in_quotes(path_), std::strerror(error),
                                   replications_text(records_.size()))};
  }

  std::string path_;
  int descriptor_ = -1;
  std::uint64_t end_ = 0;  ///< of the last whole record
  std::size_t held_ = 0;   ///< records, when it was opened
  std::size_t in_use_ = 0;
  bool is_expected_ = false;
  std::map<std::pair<std::uint64_t, std::uint32_t>, Record> records_;
  std::chrono::steady_clock::time_point synced_ = std::chrono::steady_clock::now();
  std::mutex mutex_;  // of all that changes after open()
};

Journal::Journal(const std::string& folder, const Tell& warn, Tell tell)
    : file_{std::make_unique<File>(folder)}, tell_{std::move(tell)} {
  file_->open(warn);
}

Journal::~Journal() = default;

void Journal::expect(std::span<const std::uint64_t> keys) { file_->expect(keys, tell_); }

std::optional<std::string> Journal::find(std::uint64_t key, std::uint32_t replication) const {
  return file_->find(key, replication);
}

void Journal::add(std::uint64_t key, std::uint32_t replication, std::string_view found) {
  file_->add(key, replication, found);
}

std::size_t Journal::size() const { return file_->size(); }

std::size_t Journal::in_use() const { return file_->in_use(); }

const std::string& Journal::path() const { return file_->path(); }

std::string build_name() {
  const int file = ::open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  if (file < 0) return {};
  std::array<char, chunk_bytes> chunk{};
  std::uint32_t checksum = 0;
  std::uint64_t size = 0;
  for (ssize_t got = 0; (got = ::read(file, chunk.data(), chunk.size())) > 0;) {
    checksum = crc_of({chunk.data(), static_cast<std::size_t>(got)}, checksum);
    size += static_cast<std::uint64_t>(got);
  }
  ::close(file);
#ifdef __GLIBC__
  return fmt::format("{:x}-{:08x}-{}", size, checksum, gnu_get_libc_version());
#else
  return fmt::format("{:x}-{:08x}", size, checksum);
#endif
}

}  // namespace tiersim
