using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.ContractRegistration.Parties.Users;

/// <summary>
/// The first list of an organisation's users must contain the caller as an administrator. Afterwards only administrators and registrars
/// may replace the list.
/// </summary>
public sealed class SetUsers(Commands<Organisation> commands, TimeProvider time)
{
    private const int MaxUsers = 200;
    private const int LongestName = 50;
    private const int LongestSubject = 128;

    [Function("SetPartyUsers")]
    [Allowed(Role.Office, Role.Company, Role.Registrar)]
    [Operation(
        "Replace the whole list of users. Whoever sets it first becomes an administrator; after that only administrators and "
            + "registrars may change it",
        Body = typeof(SetUsersBody),
        Answer = typeof(UsersView),
        Effect = Effect.Changes
    )]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "parties/{uscc}/users")] HttpRequest request,
        string uscc,
        CancellationToken cancellation
    ) =>
        CreditCode.TryRead(uscc, out uscc)
            ? await commands.PutAsync<SetUsersBody>(
                request,
                uscc,
                (known, list, caller) => Decide(uscc, known, list, caller, time.GetUtcNow()),
                cancellation
            )
            : new ProblemResult(Problem.Of(Catalogue.NotFound));

    /// <param name="known">The current list; null if the organisation has none.</param>
    public static Outcome<Change<Organisation>> Decide(
        string uscc,
        Organisation? known,
        SetUsersBody command,
        Caller caller,
        DateTimeOffset now
    )
    {
        var isOwn = caller.ActsFor(uscc);
        if (!isOwn && !caller.Is(Role.Registrar))
            return Problem.Of(Catalogue.NotFound);
        if (
            isOwn
            && known is not null
            && !known.Users.Any(u => u.Subject == caller.Subject && u.Roles.Contains(OrganisationRole.Administrator))
        )
        {
            return Problem.Of(
                Catalogue.AdministratorOnly,
                (
                    "administrators",
                    string.Join("、", known.Users.Where(u => u.Roles.Contains(OrganisationRole.Administrator)).Select(u => u.Name))
                )
            );
        }
        if (Check(command) is { } problem)
            return problem;
        if (
            isOwn
            && known is null
            && !command.Users.Any(u => u.Subject == caller.Subject && u.Roles.Contains(OrganisationRole.Administrator))
        )
        {
            return FieldChecks.Invalid(
                "users",
                new(
                    "首次设置人员名单时，您本人须设为管理员，请补充。",
                    "When you set the list for the first time, you must be an administrator in it. Add yourself."
                )
            );
        }
        var roles = command.Users.ToDictionary(u => u.Subject, u => u.Roles);
        return new Change<Organisation>(new(uscc, command.Users), new UsersSet(roles, caller.Subject, now));
    }

    private static Problem? Check(SetUsersBody command)
    {
        if (command.Users.Count is 0 or > MaxUsers)
            return FieldChecks.Invalid(
                "users",
                new($"人员名单应为1至{MaxUsers}人，请核对。", $"The list must have 1 to {MaxUsers} people. Check it.")
            );
        var subjects = new HashSet<string>();
        for (var i = 0; i < command.Users.Count; i++)
        {
            var (path, user) = ($"users[{i}]", command.Users[i]);
            if (user is null)
                return FieldChecks.Invalid(
                    path,
                    new($"第{i + 1}名人员是空项，请填写或者删除。", $"Person {i + 1} is empty. Fill it in or delete it.")
                );
            var problem =
                FieldChecks.Text($"{path}.subject", user.Subject, LongestSubject)
                ?? FieldChecks.Text($"{path}.name", user.Name, LongestName);
            if (problem is not null)
                return problem;
            if (user.Subject.Any(c => c is <= ' ' or > '~'))
                return FieldChecks.Invalid(
                    $"{path}.subject",
                    new(
                        "账号只能使用英文字母、数字和符号，不含空格，请核对。",
                        "An account can have only English letters, digits and symbols, without spaces. Check it."
                    )
                );
            if (!subjects.Add(user.Subject))
                return FieldChecks.Invalid(
                    $"{path}.subject",
                    new("同一名人员重复列出，请删除重复的一项。", "The same person is listed twice. Delete one entry.")
                );
            if (user.Roles.Count == 0)
                return FieldChecks.Invalid(
                    $"{path}.roles",
                    new($"第{i + 1}名人员未选择角色，请至少选择一个。", $"Person {i + 1} has no role. Choose at least one.")
                );
            if (user.Roles.Distinct().Count() != user.Roles.Count)
                return FieldChecks.Invalid(
                    $"{path}.roles",
                    new($"第{i + 1}名人员的角色重复，请删除重复的角色。", $"Person {i + 1} has the same role twice. Delete one.")
                );
        }
        return command.Users.Any(u => u.Roles.Contains(OrganisationRole.Administrator))
            ? null
            : FieldChecks.Invalid(
                "users",
                new("名单中没有管理员，请至少保留一名管理员。", "The list has no administrator. Keep at least one.")
            );
    }
}

[SchemaName("UserList")]
public sealed record SetUsersBody(IReadOnlyList<OrganisationUser> Users);

/// <summary>The event contains no names, because events cannot be erased.</summary>
[WireName("UsersSet")]
public sealed record UsersSet(IReadOnlyDictionary<string, IReadOnlyList<OrganisationRole>> Roles, string By, DateTimeOffset At);
