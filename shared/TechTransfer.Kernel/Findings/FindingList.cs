using System.Collections;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;
using TechTransfer.Kernel.Texts;

namespace TechTransfer.Kernel.Findings;

/// <summary>The findings of one decision. <see cref="Refusal"/> turns its errors into one problem; warnings and hints do not
/// block.</summary>
public sealed class FindingList : IEnumerable<Finding>
{
    private readonly List<Finding> found = [];

    /// <summary>Adds a finding that blocks the filing until the user has corrected the content.</summary>
    public void Error(FindingCode code, string path, string zh, string en, Citation? citation = null) =>
        found.Add(new(code, Severity.Error, path, new(zh, en), citation));

    /// <summary>Adds a finding that does not block the filing; the official who decides sees it.</summary>
    public void Warning(FindingCode code, string path, string zh, string en, Citation? citation = null) =>
        found.Add(new(code, Severity.Warning, path, new(zh, en), citation));

    /// <summary>Adds a finding for information only: neither the filer nor an official must act on it.</summary>
    public void Info(FindingCode code, string path, string zh, string en, Citation? citation = null) =>
        found.Add(new(code, Severity.Info, path, new(zh, en), citation));

    /// <summary>Checks a text: present unless optional, at most <paramref name="longest"/> characters, all of which certificates can
    /// show.</summary>
    public void Text(string? text, string path, int longest = 200, bool optional = false)
    {
        var name = FieldLabels.Of(path);
        if (string.IsNullOrWhiteSpace(text))
        {
            if (!optional || text is not null)
                Error(FindingCodes.TextMissing, path, $"{name.Zh}没有填写，请填写。", $"{name.En} is missing. Enter it.");
        }
        else if (text.Length > longest)
        {
            Error(
                FindingCodes.TextTooLong,
                path,
                $"{name.Zh}最多{longest}个字符，请缩短。",
                $"{name.En} can have at most {longest} characters. Shorten it."
            );
        }
        else if (PrintableText.FaultOf(text) is { } fault)
        {
            Error(
                FindingCodes.TextUnprintable,
                path,
                $"{name.Zh}中的以下字符无法在文书上显示：{fault.Zh}。",
                $"{name.En} contains characters that documents cannot show: {fault.En}."
            );
        }
    }

    /// <summary>Checks a SHA-256 hash: 64 lower-case hexadecimal characters, or null if optional.</summary>
    public void Hash(string? sha256, string path, bool optional = false)
    {
        if (sha256 is null && optional)
            return;
        if (sha256 is not { Length: 64 } || !sha256.All(char.IsAsciiHexDigitLower))
            Error(
                FindingCodes.HashMalformed,
                path,
                $"{FieldLabels.Of(path).Zh}的校验值没有填写或者格式不正确，请重新选择文件（字段：sha256）。",
                $"The checksum of {FieldLabels.Lower(path)} is missing or malformed. Choose the file again (SHA-256, 64 "
                    + "lower-case hexadecimal digits)."
            );
    }

    /// <summary>Checks a date: not after <paramref name="today"/> and not before 1985.</summary>
    public void PastDay(DateOnly day, string path, DateOnly today)
    {
        var name = FieldLabels.Of(path);
        if (day > today)
            Error(
                FindingCodes.DayInFuture,
                path,
                $"{name.Zh}不能晚于今天（{today:yyyy年M月d日}），请核对。",
                $"{name.En} must not be after today ({today:yyyy-MM-dd}). Check it."
            );
        else if (day.Year < 1985)
            Error(FindingCodes.DayTooEarly, path, $"{name.Zh}早于1985年，请核对。", $"{name.En} is before 1985. Check it.");
    }

    /// <summary>The problem <c>checks_failed</c>, listing all errors found; null when there are none.</summary>
    public Problem? Refusal() => Finding.Refusal(found);

    /// <summary>The findings in the order in which they were added, which is the order of the checks.</summary>
    public IEnumerator<Finding> GetEnumerator() => found.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
