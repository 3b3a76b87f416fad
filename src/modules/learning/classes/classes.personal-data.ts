import { rows } from "../../../platform/database/database.js";
import { listOfRows, statement, type PersonalData } from "../../contracts/personal-data.js";

/** Invitations have addresses of people without accounts; retention removes them. */
export const classesPersonalData: PersonalData = {
  columns: {
    "classes.created_by_id": { export: "classes", deletion: "cleared" },
    "class_members.user_id": { export: "classes", deletion: "removed" },
    "class_invitations.invited_by_id": { export: { not: "Invitations belong to the class." }, deletion: "cleared" },
  },
  exports: [
    listOfRows({
      name: "classes",
      description: "Classes that you are a member of.",
      select: `m.id, c.id as "classId", c.title, c.term, m.role, s.name as section, m.joined_by as "joinedBy", m.created_at as "joinedAt",
        c.created_by_id = m.user_id as created`,
      from: "from class_members m join classes c on c.id = m.class_id left join class_sections s on s.id = m.section_id where m.user_id = ?",
      key: "m.id",
    }),
  ],
  erasures: [
    {
      name: "class_members by user_id",
      // The seat is free again.
      step: async (em, userId) => {
        const gone = await rows<{ classId: string; role: string }>(
          em,
          `delete from class_members where id = any(array(select id from class_members where user_id = ? limit 500))
           returning class_id as "classId", role`,
          [userId],
        );
        for (const { classId, role } of gone.toSorted((a, b) => a.classId.localeCompare(b.classId)))
          if (role === "LEARNER") await em.execute("update classes set learner_count = learner_count - 1 where id = ?", [classId]);
        return gone.length;
      },
    },
    statement("classes by created_by_id", "update classes set created_by_id = null where created_by_id = ?"),
    statement("class_invitations by invited_by_id", "update class_invitations set invited_by_id = null where invited_by_id = ?"),
  ],
};
