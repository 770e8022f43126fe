using TechTransfer.Messages;

namespace TechTransfer.Certificates.Issuing;

internal static class HaltedNotice
{
    public static IEnumerable<object> MessagesOf(Certificate certificate, object happened)
    {
        if (happened is not CertificateHalted halted)
            yield break;
        var (described, subject) = (certificate.Content.Describe(), certificate.Key.Subject);
        yield return new NotificationMessage(
            subject,
            "certificateHalted",
            [.. described.Access.Organisations, NotificationMessage.Registrars],
            new(
                $"{described.Title.Zh}含有无法显示的字符，暂不能签发：{halted.Reason.Zh}。请办理变更登记或者笔误更正，办结后自动签发。",
                $"{described.Title.En} cannot be issued yet, because it contains characters that cannot be shown: {halted.Reason.En}. "
                    + "File a change, or have the clerical error corrected. The certificate is issued automatically after that."
            ),
            $"/api/certificates?subject={subject}"
        );
    }
}
