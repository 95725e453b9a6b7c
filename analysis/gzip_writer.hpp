#pragma once
// Packs bytes into a gzip member while they are written.

#include <memory>
#include <string_view>

#include "analysis/output_folder.hpp"

namespace tiersim {

/// One gzip member of a file; several, one after the other, are a gzip file as well.
/// The same bytes in give the same bytes out.
/// \source RFC 1952, section 2.2 (members).
class GzipWriter {
 public:
  explicit GzipWriter(OutputFile& file);
  ~GzipWriter();
  GzipWriter(const GzipWriter&) = delete;
  GzipWriter& operator=(const GzipWriter&) = delete;

  /// \throws WriteError
  void write(std::string_view bytes);
  /// Ends the member; call once. \throws WriteError
  void finish();

 private:
  class Stream;
  OutputFile& file_;
  std::unique_ptr<Stream> stream_;
};

}  // namespace tiersim
