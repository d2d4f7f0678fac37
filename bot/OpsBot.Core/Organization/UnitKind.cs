namespace OpsBot.Core.Organization;

/// <summary>What a unit is.</summary>
public enum UnitKind
{
    /// <summary>City (市).</summary>
    City,

    /// <summary>Department or office of a city or county (部门).</summary>
    Department,

    /// <summary>County, district (县、市、区).</summary>
    County,

    /// <summary>Township, subdistrict (乡镇、街道).</summary>
    Township,

    /// <summary>Village, community (村、社区).</summary>
    Village,
}
