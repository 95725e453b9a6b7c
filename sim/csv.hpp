#pragma once
// A reader of CSV text (RFC 4180): row by row, in place, with problems by line and column.

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/characters.hpp"
#include "sim/file_problems.hpp"

namespace tiersim {

/// Streams over a text with a header row. Fields may be quoted, with doubled quotes inside; lines
/// end in LF or CRLF; a byte order mark and blank lines are skipped. Fields are views into the
/// text, but for those with doubled quotes.
///
/// A row with the wrong number of fields is a problem and is left out; broken quotes and limits are
/// problems that end the reading.
/// \source RFC 4180, section 2.
class CsvReader {
 public:
  static constexpr std::size_t longest_field = 64 * 1024;  ///< bytes
  static constexpr std::size_t most_columns = 4096;

  /// \param text       lives longer than the reader.
  /// \param most_rows  without the header; one more is a problem.
  /// \param problems   lives longer than the reader.
  CsvReader(std::string_view text, std::size_t most_rows, FileProblems& problems);

  /// The names of the columns, without blanks around them; empty when there is no header.
  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
  /// The column of that name. One that stands twice in the header is a problem.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name);
  /// Likewise; a missing one is a problem that lists the columns there are.
  [[nodiscard]] std::optional<std::size_t> require(std::string_view name);

  /// Goes to the next row. \return false when there is none, after a problem that ends the reading,
  /// and after too many problems.
  [[nodiscard]] bool next();
  /// How many rows there are at the most: lines of the text, up to the limit.
  [[nodiscard]] std::size_t rows_at_most() const;
  /// A field of the row, valid until the next call of `next`. \param column  as given by `find`.
  [[nodiscard]] std::string_view operator[](std::size_t column) const { return fields_[column]; }
  /// The line on which the row starts; the header is on line 1.
  [[nodiscard]] std::size_t line() const { return row_line_; }
  /// Adds a problem at a field of the row; before the first row: of the header.
  void complain(std::size_t column, Complaint complaint);

 private:
  [[nodiscard]] bool read_header();
  [[nodiscard]] bool read_record();
  [[nodiscard]] bool read_field();
  [[nodiscard]] bool read_plain();
  [[nodiscard]] bool read_quoted();
  [[nodiscard]] bool add_field(std::size_t start, std::string_view field);
  [[nodiscard]] bool at_line_end() const;
  void skip_line_end();
  [[nodiscard]] bool has_field_count();
  /// Ends the reading. \param where  an offset in the text.
  bool fail(std::size_t where, Complaint complaint);
  void complain_at(std::size_t where, Complaint complaint);

  std::string_view text_;
  std::size_t most_rows_;
  FileProblems* problems_;
  std::vector<std::string> header_;
  std::size_t at_ = 0;    ///< offset of the next byte
  std::size_t line_ = 1;  ///< of that byte
  std::size_t rows_ = 0;
  bool failed_ = false;

  std::size_t row_start_ = 0;
  std::size_t row_line_ = 1;
  std::vector<std::string_view> fields_;
  std::vector<std::size_t> starts_;    ///< offset of each field
  std::deque<std::string> unescaped_;  ///< fields that had doubled quotes; they must not move
};

/// What a missing value looks like in an export: nothing, or `?`.
[[nodiscard]] inline bool is_missing(std::string_view text) { return text.empty() || text == "?"; }

}  // namespace tiersim
