#include "analysis/gzip_writer.hpp"

#include <zlib.h>

#include <array>
#include <new>

namespace tiersim {

/// zlib's state, and where it puts what it has packed.
class GzipWriter::Stream {
 public:
  Stream() {
    constexpr int level = 4;              // half the time of the default for a tenth more bytes
    constexpr int gzip_window = 15 + 16;  // 32 KiB, with a gzip header instead of zlib's
    constexpr int memory_level = 8;
    if (deflateInit2(&state_, level, Z_DEFLATED, gzip_window, memory_level, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
      throw std::bad_alloc{};
    }
  }
  ~Stream() { deflateEnd(&state_); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  void pack(std::string_view bytes, int flush, OutputFile& file) {
    state_.next_in = reinterpret_cast<z_const Bytef*>(const_cast<char*>(bytes.data()));
    state_.avail_in = static_cast<uInt>(bytes.size());
    do {
      state_.next_out = packed_.data();
      state_.avail_out = static_cast<uInt>(packed_.size());
      deflate(&state_, flush);
      const std::size_t size = packed_.size() - state_.avail_out;
      file.write({reinterpret_cast<const char*>(packed_.data()), size});
    } while (state_.avail_out == 0);
  }

 private:
  z_stream state_{};
  std::array<Bytef, 1U << 16U> packed_{};
};

GzipWriter::GzipWriter(OutputFile& file) : file_{file}, stream_{std::make_unique<Stream>()} {}
GzipWriter::~GzipWriter() = default;

void GzipWriter::write(std::string_view bytes) {
  constexpr std::size_t most_at_once = 1U << 30U;  // zlib counts in 32 bits
  while (!bytes.empty()) {
    const std::string_view part = bytes.substr(0, most_at_once);
    stream_->pack(part, Z_NO_FLUSH, file_);
    bytes.remove_prefix(part.size());
  }
}

void GzipWriter::finish() { stream_->pack({}, Z_FINISH, file_); }

}  // namespace tiersim
