namespace TechTransfer.ContractRegistration.Parties.Users;

/// <summary>An organisation with accounts in this system. The USCC is its id.</summary>
public sealed record Organisation(string Uscc, IReadOnlyList<OrganisationUser> Users)
{
    /// <summary>The organisation itself may read the list; registrars and auditors need it to check the two-person rule.</summary>
    public static bool MaySee(string uscc, Caller caller) => caller.ActsFor(uscc) || caller.Is(Role.Registrar) || caller.Is(Role.Auditor);
}

/// <param name="Subject">Stable user id from the sign-in.</param>
/// <param name="Roles">What the user may do for the organisation.</param>
public sealed record OrganisationUser(string Subject, [property: Personal] string Name, IReadOnlyList<OrganisationRole> Roles);

public enum OrganisationRole
{
    /// <summary>Maintains the organisation's list of users.</summary>
    Administrator,

    /// <summary>经办: files contracts and claims.</summary>
    Filer,

    /// <summary>复核: second person where one is required.</summary>
    Reviewer,

    /// <summary>财务: finance staff.</summary>
    Finance,
}

public sealed record UsersView(string Uscc, IReadOnlyList<OrganisationUser> Users, long Version);

public static class OrganisationSetup
{
    public static CommandSettings<Organisation> Commands { get; } =
        new(
            "organisation",
            "/api/parties",
            MaySee: (organisation, caller) => Organisation.MaySee(organisation.Uscc, caller),
            View: (loaded, _) => new UsersView(loaded.Id, loaded.State!.Users, loaded.Version)
        );

    public static AggregateKind<Organisation> Aggregate { get; } = new("organisation") { HoldsPersons = true };
}
