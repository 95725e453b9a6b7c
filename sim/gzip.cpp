#include "sim/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <new>
#include <string>
#include <utility>

namespace tiersim {

namespace {

constexpr std::size_t mebibyte = 1024 * 1024;

/// Owns zlib's state.
class Inflater {
 public:
  explicit Inflater(std::string_view bytes) : left_{bytes} {
    // 16 + 15: gzip only, with the largest window.
    if (inflateInit2(&stream_, 16 + MAX_WBITS) != Z_OK) throw std::bad_alloc{};
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&stream_); }

  /// Unpacks at most a chunk. \return zlib's code.
  int step(std::string& out) {
    feed();
    std::array<unsigned char, 256 * 1024> chunk;
    stream_.next_out = chunk.data();
    stream_.avail_out = static_cast<uInt>(chunk.size());
    const int code = inflate(&stream_, Z_NO_FLUSH);
    const std::size_t made = chunk.size() - stream_.avail_out;
    out.append(chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(made));
    return code;
  }

  /// What has not been read yet.
  [[nodiscard]] std::string_view rest() const {
    const std::size_t unread = stream_.avail_in + left_.size();
    const char* const end = left_.data() + left_.size();
    return {end - unread, unread};
  }

  void start_next_member() { inflateReset(&stream_); }

 private:
  /// zlib counts its input in 32 bits, so that it comes in parts.
  void feed() {
    if (stream_.avail_in > 0) return;
    const std::string_view part = left_.substr(0, 1024 * mebibyte);
    left_.remove_prefix(part.size());
    // zlib does not write to its input; the type lacks a const for older compilers.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(part.data()));
    stream_.avail_in = static_cast<uInt>(part.size());
  }

  std::string_view left_;
  z_stream stream_{};
};

std::string in_mebibytes(std::size_t bytes) {
  return bytes % mebibyte == 0 ? std::to_string(bytes / mebibyte) + " MiB"
                               : std::to_string(bytes) + " bytes";
}

std::string too_large(std::size_t packed, std::size_t unpacked, std::size_t at_most) {
  if (unpacked > at_most) {
    return "unpacks to more than " + in_mebibytes(at_most) + ", which is the limit";
  }
  if (unpacked > unpacked_freely && unpacked / most_expansion > packed) {
    return "unpacks to more than " + std::to_string(most_expansion) +
           " times its size, which is the limit beyond " + in_mebibytes(unpacked_freely);
  }
  return {};
}

FileContent failed(std::string why) { return {{}, std::move(why)}; }

bool all_zero(std::string_view bytes) {
  return std::ranges::all_of(bytes, [](char byte) { return byte == '\0'; });
}

}  // namespace

bool is_gzip(std::string_view bytes) { return bytes.starts_with("\x1f\x8b"); }

FileContent gunzip(std::string_view bytes, std::size_t at_most) {
  Inflater inflater{bytes};
  FileContent content;
  for (;;) {
    const int code = inflater.step(content.bytes);
    std::string excess = too_large(bytes.size(), content.bytes.size(), at_most);
    if (!excess.empty()) return failed(std::move(excess));
    if (code == Z_STREAM_END) {
      if (all_zero(inflater.rest())) return content;
      if (!is_gzip(inflater.rest())) return failed("is corrupt: other bytes follow the gzip data");
      inflater.start_next_member();
    } else if (code == Z_BUF_ERROR) {
      return failed("is truncated: the gzip data stop before their end");
    } else if (code == Z_MEM_ERROR) {
      throw std::bad_alloc{};
    } else if (code != Z_OK) {
      return failed("is corrupt: the gzip data cannot be unpacked");
    }
  }
}

}  // namespace tiersim
