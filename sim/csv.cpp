#include "sim/csv.hpp"

#include <algorithm>
#include <utility>

#include "sim/suggest.hpp"

namespace tiersim {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_utf_16(std::string_view text) {
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

/// The separator of a header that was read as one column, when it is not the comma.
std::string other_separator(const std::vector<std::string>& header) {
  if (header.size() != 1) return {};
  if (header[0].find(';') != std::string::npos) return "semicolons";
  if (header[0].find('\t') != std::string::npos) return "tabs";
  return {};
}

}  // namespace

CsvReader::CsvReader(std::string_view text, std::size_t most_rows, FileProblems& problems)
    : text_{text}, most_rows_{most_rows}, problems_{&problems} {
  if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
  failed_ = !read_header();
}

bool CsvReader::read_header() {
  if (is_utf_16(text_)) {
    return fail(
        0, {"the file is UTF-16 text", "CSV files are read as UTF-8", "save it as 'CSV UTF-8'"});
  }
  if (!read_record()) {
    if (!failed_)
      problems_->add(0, 0, {"the file is empty", "its first line names the columns", ""});
    return false;
  }
  for (const std::string_view name : fields_) header_.emplace_back(trimmed(name));
  return true;
}

std::optional<std::size_t> CsvReader::find(std::string_view name) {
  const auto found = std::find(header_.begin(), header_.end(), name);
  if (found == header_.end()) return std::nullopt;
  if (std::find(found + 1, header_.end(), name) != header_.end()) {
    problems_->add(1, 0,
                   {"two columns are named " + in_quotes(name), "columns are found by name",
                    "rename one of them"});
  }
  return static_cast<std::size_t>(found - header_.begin());
}

std::optional<std::size_t> CsvReader::require(std::string_view name) {
  const std::optional<std::size_t> column = find(name);
  if (column || header_.empty()) return column;
  const std::string separator = other_separator(header_);
  problems_->add(1, 0,
                 {"no column " + in_quotes(name), "columns are found by their name in line 1",
                  separator.empty() ? did_you_mean(name, header_, "columns")
                                    : "separate columns by commas, not " + separator});
  return std::nullopt;
}

bool CsvReader::next() {
  while (!failed_ && !problems_->is_full() && read_record()) {
    if (++rows_ > most_rows_) {
      return fail(row_start_, {"more than " + std::to_string(most_rows_) + " rows",
                               "that is the limit for this file", "split the file"});
    }
    if (has_field_count()) return true;
  }
  return false;
}

std::size_t CsvReader::rows_at_most() const {
  const auto lines = static_cast<std::size_t>(std::count(text_.begin(), text_.end(), '\n')) + 1;
  return std::min(lines, most_rows_);
}

bool CsvReader::has_field_count() {
  if (fields_.size() == header_.size()) return true;
  const std::string has = std::to_string(fields_.size());
  complain_at(row_start_,
              {"the row has " + has + (fields_.size() == 1 ? " field" : " fields"),
               "the header has " + std::to_string(header_.size()),
               fields_.size() > header_.size() ? "put fields with commas in double quotes" : ""});
  return false;
}

bool CsvReader::read_record() {
  fields_.clear();
  starts_.clear();
  unescaped_.clear();
  while (at_ < text_.size() && at_line_end()) skip_line_end();
  if (at_ == text_.size()) return false;
  row_start_ = at_;
  row_line_ = line_;
  while (read_field()) {
    if (at_ == text_.size()) return true;
    if (text_[at_] != ',') {
      skip_line_end();
      return true;
    }
    ++at_;
  }
  return false;
}

bool CsvReader::read_field() {
  return at_ < text_.size() && text_[at_] == '"' ? read_quoted() : read_plain();
}

bool CsvReader::read_plain() {
  const std::size_t start = at_;
  for (; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (c == ',' || c == '\n') break;
    if (c == '"') {
      return fail(at_, {"a double quote inside a field",
                        "a field with quotes stands in double quotes, those inside written twice",
                        R"(write "5"" disk" for 5" disk)"});
    }
  }
  std::string_view field = text_.substr(start, at_ - start);
  const bool ends_line = at_ == text_.size() || text_[at_] == '\n';
  if (ends_line && field.ends_with('\r')) field.remove_suffix(1);
  return add_field(start, field);
}

bool CsvReader::read_quoted() {
  const std::size_t start = at_++;
  std::string unescaped;
  bool is_view = true;
  for (std::size_t from = at_;;) {
    const std::size_t quote = text_.find('"', at_);
    if (quote == std::string_view::npos) {
      return fail(start, {"a double quote is opened here and never closed", "", ""});
    }
    if (quote + 1 < text_.size() && text_[quote + 1] == '"') {
      is_view = false;
      unescaped += text_.substr(from, quote + 1 - from);
      from = at_ = quote + 2;
      continue;
    }
    const std::string_view rest = text_.substr(from, quote - from);
    at_ = quote + 1;
    if (at_ < text_.size() && text_[at_] != ',' && !at_line_end()) {
      return fail(at_,
                  {"text after a closing double quote", "a comma or the line's end comes after it",
                   "write quotes inside a quoted field twice"});
    }
    const std::string_view raw = text_.substr(start, at_ - start);
    line_ += static_cast<std::size_t>(std::count(raw.begin(), raw.end(), '\n'));
    return add_field(start, is_view ? rest : unescaped_.emplace_back(unescaped += rest));
  }
}

bool CsvReader::add_field(std::size_t start, std::string_view field) {
  if (field.size() > longest_field) {
    return fail(start, {"a field of " + std::to_string(field.size()) + " bytes",
                        "the limit is " + std::to_string(longest_field),
                        "is a closing double quote missing?"});
  }
  if (fields_.size() == most_columns) {
    return fail(
        start, {"more than " + std::to_string(most_columns) + " columns", "that is the limit", ""});
  }
  fields_.push_back(field);
  starts_.push_back(start);
  return true;
}

/// True on LF, on CRLF, and on a CR that ends the text.
bool CsvReader::at_line_end() const {
  if (text_[at_] == '\n') return true;
  return text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n');
}

void CsvReader::skip_line_end() {
  if (text_[at_] == '\r') ++at_;
  if (at_ == text_.size()) return;
  ++at_;
  ++line_;
}

void CsvReader::complain(std::size_t column, Complaint complaint) {
  complain_at(starts_[column], std::move(complaint));
}

void CsvReader::complain_at(std::size_t where, Complaint complaint) {
  const std::string_view before = text_.substr(row_start_, where - row_start_);
  const std::size_t newlines =
      static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t line_start = newlines == 0 ? 0 : before.rfind('\n') + 1;
  problems_->add(row_line_ + newlines, before.size() - line_start + 1, std::move(complaint));
}

bool CsvReader::fail(std::size_t where, Complaint complaint) {
  complain_at(where, std::move(complaint));
  failed_ = true;
  return false;
}

}  // namespace tiersim
